package fairweather.reference.cache;

import fairweather.reference.Product;
import java.time.Instant;

/** What the cache holds of one product of one source. */
public record Holding(String source, Product product, int fields, long bytes, Instant firstValid, Instant lastValid) {}
