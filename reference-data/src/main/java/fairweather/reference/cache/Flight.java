package fairweather.reference.cache;

import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import java.time.Instant;

/**
 * What is fetched by one process at a time: the fields of one product that providers publish, and sources read, in one
 * go.
 *
 * @param referenceTime start of the forecast, or null
 */
record Flight(String source, Product product, Instant validTime, Instant referenceTime) {

    static Flight of(FieldKey key, String source) {
        return new Flight(source, key.product(), key.validTime(), key.referenceTime());
    }

    /** Of letters, digits, underscores and dashes: different for different flights. */
    String name() {
        String name = source + "-" + product.word() + "-" + FieldKey.stamp(validTime);
        return referenceTime == null ? name : name + "-from-" + FieldKey.stamp(referenceTime);
    }

    /** For a sentence, for example {@code era5 of 2025-02-01T0000Z from arco}. */
    String describe() {
        return product.word() + " of " + FieldKey.spoken(validTime) + " from " + source;
    }
}
