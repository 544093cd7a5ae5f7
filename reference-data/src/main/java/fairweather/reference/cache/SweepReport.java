package fairweather.reference.cache;

import java.util.List;

/**
 * What a sweep did.
 *
 * @param removed fields that retention let go
 * @param leftovers files of dead writers and of earlier versions of the cache
 * @param kept fields that are still there
 * @param bytesKept size of their files
 */
public record SweepReport(List<CachedField> removed, int leftovers, int kept, long bytesKept) {}
