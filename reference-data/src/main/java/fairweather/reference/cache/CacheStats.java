package fairweather.reference.cache;

/**
 * What this process's cache has done since it was opened, for metrics.
 *
 * @param hits fields that were there
 * @param misses fields that were not
 * @param fetched fields that a source gave and that were written
 * @param bytesFetched size of their files
 * @param waits how often somebody else was fetching: a thread of this process, for which we waited, or another process
 * @param quarantined files that were put aside
 * @param evicted files that were removed: by retention, or because the source has other bytes now
 * @param refused flights for which the disk had no room
 * @param leaseTroubles how often the disk refused to renew a lease or to give it back
 * @param bytesHeld size of all files, as of the last count and what this process has added and removed since
 */
public record CacheStats(
        long hits,
        long misses,
        long fetched,
        long bytesFetched,
        long waits,
        long quarantined,
        long evicted,
        long refused,
        long leaseTroubles,
        long bytesHeld) {}
