package fairweather.scoring.metric;

import java.util.Objects;

/** A forecast and what it is measured against. */
public record Comparison(Rows forecast, Standard standard) {
    public Comparison {
        Objects.requireNonNull(forecast, "forecast");
        Objects.requireNonNull(standard, "standard");
    }

    /**
     * @param reference the reference forecast, or null
     * @param bounds the documented bounds of the variable, or null
     */
    public Comparison(Rows forecast, Rows truth, Rows climatology, Rows reference, Bounds bounds) {
        this(forecast, new Standard(truth, climatology, reference, bounds));
    }

    /** Without a reference forecast. */
    public static Comparison of(Rows forecast, Rows truth, Rows climatology) {
        return new Comparison(forecast, truth, climatology, null, null);
    }
}
