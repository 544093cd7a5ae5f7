package fairweather.reference.cache;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what {@link CacheStats} tells. */
final class Counters {
    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder fetched = new LongAdder();
    final LongAdder bytesFetched = new LongAdder();
    final LongAdder waits = new LongAdder();
    final LongAdder quarantined = new LongAdder();
    final LongAdder evicted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final AtomicLong bytesHeld = new AtomicLong();

    CacheStats read(long leaseTroubles) {
        return new CacheStats(
                hits.sum(),
                misses.sum(),
                fetched.sum(),
                bytesFetched.sum(),
                waits.sum(),
                quarantined.sum(),
                evicted.sum(),
                refused.sum(),
                leaseTroubles,
                bytesHeld.get());
    }
}
