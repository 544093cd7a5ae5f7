package fairweather.reference.cache;

import fairweather.reference.FieldKey;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A field that the cache holds.
 *
 * @param bytes size of its file
 * @param lastUsed to the hour
 */
public record CachedField(String source, FieldKey key, Path file, long bytes, Instant lastUsed) {}
