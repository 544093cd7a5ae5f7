package fairweather.forecast.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An object that is not the one listed, by two readings.
 *
 * @param expectedHash that the frozen manifest lists
 * @param readings the first and the one that confirms it; the last one decides what kind it is
 * @param bytes of the last reading, if they are at most {@link #KEPT_BYTES}; otherwise null
 */
public record ChangedObject(
        ObjectKey key,
        String expectedHash,
        List<ObjectReading> readings,
        @JsonProperty("bytes_base64") byte[] bytes) implements Finding {
    /** The most bytes that are kept for others to hash. */
    public static final int KEPT_BYTES = 64 * 1024;

    private static final Set<String> METADATA = Set.of(".zmetadata", ".zarray", ".zattrs", ".zgroup");

    public ChangedObject {
        readings = List.copyOf(readings);
        if (key == null || expectedHash == null || readings.size() < 2) {
            throw new IllegalArgumentException("a changed object has a key, a hash and two readings");
        }
        if (bytes != null && bytes.length > KEPT_BYTES) {
            throw new IllegalArgumentException("more bytes of an object are kept than " + KEPT_BYTES);
        }
    }

    public static ChangedObject of(ObjectKey key, String expectedHash, List<Reading> readings) {
        byte[] last = readings.getLast()
                .bytes()
                .filter(bytes -> bytes.length <= KEPT_BYTES)
                .orElse(null);
        return new ChangedObject(
                key,
                expectedHash,
                readings.stream().map(reading -> ObjectReading.of(key, reading)).toList(),
                last);
    }

    @Override
    public Kind kind() {
        if (last().missing()) {
            return Kind.OBJECT_MISSING;
        }
        return METADATA.contains(key.name()) ? Kind.METADATA_CHANGED : Kind.CHUNK_CHANGED;
    }

    public ObjectReading last() {
        return readings.getLast();
    }

    @Override
    public Optional<String> objectKey() {
        return Optional.of(key.value());
    }

    @Override
    public Optional<byte[]> attachment() {
        return Optional.ofNullable(bytes);
    }

    @Override
    public ChangedObject with(byte[] attachment) {
        return new ChangedObject(key, expectedHash, readings, attachment);
    }
}
