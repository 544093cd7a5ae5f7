package fairweather.reference.gfs;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The fields that a run of the daily series wants of one file. */
final class DailySeries {
    private static final int[] LEVELS = {50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000};

    private DailySeries() {}

    static List<FieldKey> fields(Instant cycle, int hours) {
        List<FieldKey> keys = new ArrayList<>();
        for (CanonicalVariable variable : CanonicalVariable.values()) {
            if (variable.kind() != CanonicalVariable.Kind.PRESSURE) {
                keys.add(FieldKey.forecast(variable.key(), null, cycle, hours));
                continue;
            }
            for (int level : LEVELS) {
                keys.add(FieldKey.forecast(variable.key(), level, cycle, hours));
            }
        }
        return keys;
    }
}
