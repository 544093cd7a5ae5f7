package fairweather.scoring.metric;

import java.util.Objects;

/**
 * What the forecasts of one component are measured against: fields on one grid, in one unit, at one valid time. A value
 * that is NaN, infinite or beyond the range of float32 is missing.
 *
 * @param reference the reference forecast r, or null. If there is one, V is limited to where it is finite
 * @param bounds the documented bounds of the variable, or null; they count only with a reference forecast
 */
public record Standard(Rows truth, Rows climatology, Rows reference, Bounds bounds) {
    public Standard {
        Objects.requireNonNull(truth, "truth");
        Objects.requireNonNull(climatology, "climatology");
    }

    public boolean hasReference() {
        return reference != null;
    }

    /** True if every value of every field is a float32. */
    boolean single() {
        return truth.single() && climatology.single() && (reference == null || reference.single());
    }
}
