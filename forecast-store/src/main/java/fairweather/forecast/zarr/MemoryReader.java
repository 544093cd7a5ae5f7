package fairweather.forecast.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import java.util.Map;

/** A store held in memory. */
public record MemoryReader(Map<ObjectKey, byte[]> objects) implements ObjectReader {
    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        byte[] bytes = objects.get(key);
        if (bytes == null) {
            throw new FailureException(Code.INTEGRITY_CHUNK_MISSING, "the store has no object " + key);
        }
        if (bytes.length > maxBytes) {
            throw new FailureException(Code.OVERSIZE, "the object " + key + " is larger than " + maxBytes + " bytes");
        }
        return bytes;
    }
}
