package fairweather.scoring.metric;

import java.util.Locale;
import java.util.Objects;

/**
 * A finite number, or the reason why there is none. No other number is ever stored or shown.
 *
 * @param value the number, or null
 * @param reason why there is no number, or null
 */
public record Metric(Double value, Reason reason) {

    /** Why a metric is undefined; stored in place of the number. */
    public enum Reason {
        /** V has no weight. */
        NO_POINTS,
        /** Every point of V is a gap. */
        ALL_GAPS,
        /** The component, or every level of it, is absent. */
        ABSENT,
        /** The error that the score divides by is 0, and the forecast's is not. */
        ZERO_REFERENCE_ERROR,
        /** The truth is climatology up to a constant. */
        TRUTH_IS_CLIMATOLOGY,
        /** The forecast is climatology up to a constant. */
        FORECAST_IS_CLIMATOLOGY,
        /** The reference forecast is climatology up to a constant: the pattern check does not apply. */
        REFERENCE_HAS_NO_PATTERN,
        /** Mode parity: the forecast has the same value everywhere. */
        FORECAST_IS_UNIFORM,
        /** Mode parity: the forecast has an infinite value, which its masks do not take away. */
        INFINITE_FORECAST,
        /** The quotient is too large for a double. */
        OVERFLOW;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Metric {
        if ((value == null) == (reason == null)) {
            throw new IllegalArgumentException("a metric has either a value or a reason");
        }
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException("a metric is finite, not " + value);
        }
    }

    /** The number, or {@link Reason#OVERFLOW} if it is not finite. */
    public static Metric of(double value) {
        return Double.isFinite(value) ? new Metric(value, null) : none(Reason.OVERFLOW);
    }

    public static Metric none(Reason reason) {
        return new Metric(null, Objects.requireNonNull(reason, "reason"));
    }

    public boolean defined() {
        return value != null;
    }

    public double orElse(double other) {
        return value == null ? other : value;
    }
}
