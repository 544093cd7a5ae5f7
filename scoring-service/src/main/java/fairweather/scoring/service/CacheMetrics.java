package fairweather.scoring.service;

import fairweather.reference.cache.CacheStats;
import fairweather.reference.cache.FieldCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows what the field cache of this process has done. */
final class CacheMetrics {
    private CacheMetrics() {}

    static void register(FieldCache cache, MeterRegistry registry) {
        counter("hits", "Fields that were in the cache", CacheStats::hits, cache, registry);
        counter("misses", "Fields that were not in the cache", CacheStats::misses, cache, registry);
        counter("fetched", "Fields that a source gave", CacheStats::fetched, cache, registry);
        counter("waits", "Fetches that waited for somebody else's", CacheStats::waits, cache, registry);
        counter("quarantined", "Files that were put aside", CacheStats::quarantined, cache, registry);
        counter("evicted", "Files that were removed", CacheStats::evicted, cache, registry);
        counter("refused", "Fetches for which the disk had no room", CacheStats::refused, cache, registry);
        counter(
                "lease.troubles",
                "Leases that the disk refused to renew or give back",
                CacheStats::leaseTroubles,
                cache,
                registry);
        Gauge.builder("fairweather.cache.held", cache, held -> held.stats().bytesHeld())
                .description("Size of all cached fields")
                .baseUnit("bytes")
                .register(registry);
    }

    private static void counter(
            String name,
            String description,
            ToDoubleFunction<CacheStats> value,
            FieldCache cache,
            MeterRegistry registry) {
        FunctionCounter.builder("fairweather.cache." + name, cache, one -> value.applyAsDouble(one.stats()))
                .description(description)
                .register(registry);
    }
}
