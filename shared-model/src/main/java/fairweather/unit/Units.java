package fairweather.unit;

import java.util.Set;

/** What forecasts and reference data have to agree on about units. */
public final class Units {
    /** Standard gravity in m/s²: geopotential (m²/s²) is this times geopotential height (m). */
    public static final double STANDARD_GRAVITY = 9.80665;

    /** The texts by which a file may say that its values are in metres per second. */
    public static final Set<String> METRES_PER_SECOND = Set.of("m s-1", "m s**-1", "m/s");

    private Units() {}
}
