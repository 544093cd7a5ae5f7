package fairweather.scoring.metric;

import java.util.Locale;

/** The latitude bands whose sums are kept apart; in the stored order, in which they are added to the global sum. */
public enum Region {
    NH,
    TROPICS,
    SH;

    private static final double BOUNDARY = 20;
    private static final double TOLERANCE = 1e-6;

    /** The band of a row: north of 20 degrees, south of -20 degrees, or between (the boundaries are tropics). */
    public static Region of(double latitude) {
        if (latitude > BOUNDARY + TOLERANCE) {
            return NH;
        }
        return latitude < -BOUNDARY - TOLERANCE ? SH : TROPICS;
    }

    /** The stored word, for example {@code nh}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
