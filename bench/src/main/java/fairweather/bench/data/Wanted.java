package fairweather.bench.data;

import fairweather.reference.FieldKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The fields that are read, in the order in which the Python side gives them. */
final class Wanted {
    private static final List<Integer> LEVELS =
            List.of(50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000);
    private static final Instant CYCLE = Instant.parse("2023-11-04T00:00:00Z");
    private static final Instant TRUTH = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant CLIMATOLOGY = Instant.parse("2020-01-02T06:00:00Z");

    private Wanted() {}

    static List<FieldKey> of(Subject subject) {
        return switch (subject) {
            case GFS ->
                keys(
                        List.of("2t", "10u", "10v", "msl"),
                        List.of("t", "u", "v", "q", "z"),
                        (variable, level) -> FieldKey.analysis(variable, level, CYCLE));
            case ARCO ->
                keys(List.of("2t"), List.of("t", "z"), (variable, level) -> FieldKey.truth(variable, level, TRUTH));
            case CLIMATOLOGY -> List.of(FieldKey.climatology("2t", null, CLIMATOLOGY));
            case CACHED -> List.of(FieldKey.truth("2t", null, TRUTH));
        };
    }

    private static List<FieldKey> keys(
            List<String> surface, List<String> upper, BiFunction<String, Integer, FieldKey> key) {
        List<FieldKey> keys = new ArrayList<>();
        surface.forEach(variable -> keys.add(key.apply(variable, null)));
        upper.forEach(variable -> LEVELS.forEach(level -> keys.add(key.apply(variable, level))));
        return keys;
    }
}
