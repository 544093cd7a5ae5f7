package fairweather.reference;

import java.time.Instant;
import java.util.Objects;

/**
 * A declaration that one field stands in for another. Without one no reader gives a field of a wrong product or step.
 * A run copies the substitutions it used into its input sources.
 */
public record Substitution(Wanted wanted, StandIn standIn, String reason) {

    /**
     * What is asked for; null means "any".
     *
     * @param from first and {@code to} last valid time, both inclusive
     */
    public record Wanted(Product product, Instant referenceTime, Integer leadHours, Instant from, Instant to) {
        public Wanted {
            Objects.requireNonNull(product, "product");
        }

        boolean covers(FieldKey key) {
            return key.product() == product
                    && (referenceTime == null || referenceTime.equals(key.referenceTime()))
                    && (leadHours == null || leadHours.equals(key.leadHours()))
                    && (from == null || !key.validTime().isBefore(from))
                    && (to == null || !key.validTime().isAfter(to));
        }
    }

    /** What is given instead: at the same valid time, or, for a forecast, the given reference time and lead. */
    public record StandIn(Product product, Instant referenceTime, Integer leadHours) {
        public StandIn {
            Objects.requireNonNull(product, "product");
            if (product == Product.GFS_FORECAST) {
                Objects.requireNonNull(referenceTime, "referenceTime");
                Objects.requireNonNull(leadHours, "leadHours");
            }
        }
    }

    public Substitution {
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(standIn, "standIn");
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("a substitution states its reason");
        }
    }

    public boolean covers(FieldKey key) {
        return wanted.covers(key);
    }

    /** The field that stands in for the given one. */
    public FieldKey replace(FieldKey key) {
        return standIn.product() == Product.GFS_FORECAST
                ? FieldKey.forecast(key.variable(), key.level(), standIn.referenceTime(), standIn.leadHours())
                : new FieldKey(standIn.product(), key.variable(), key.level(), key.validTime(), null, null);
    }
}
