package fairweather.scoring.metric;

import java.util.Objects;

/**
 * The fields of one component, on one grid, in one unit, at one valid time. A value that is NaN, infinite or beyond the
 * range of float32 is missing.
 *
 * @param reference the reference forecast r, or null. If there is one, V is limited to where it is finite
 * @param bounds the documented bounds of the variable, or null; they count only with a reference forecast
 */
public record Comparison(Rows forecast, Rows truth, Rows climatology, Rows reference, Bounds bounds) {
    public Comparison {
        Objects.requireNonNull(forecast, "forecast");
        Objects.requireNonNull(truth, "truth");
        Objects.requireNonNull(climatology, "climatology");
    }

    /** Without a reference forecast. */
    public static Comparison of(Rows forecast, Rows truth, Rows climatology) {
        return new Comparison(forecast, truth, climatology, null, null);
    }
}
