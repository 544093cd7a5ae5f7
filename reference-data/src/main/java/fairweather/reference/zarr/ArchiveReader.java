package fairweather.reference.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import java.util.Optional;

/** An archive's small objects, whole: metadata and coordinates. */
record ArchiveReader(ObjectStore objects) implements ObjectReader {

    /** @throws ObjectTrouble if the object cannot be had now, or holds no byte yet */
    Optional<byte[]> find(String key, long maxBytes) {
        Optional<byte[]> bytes = objects.get(key, maxBytes).map(StoredObject::bytes);
        if (bytes.isPresent() && bytes.get().length == 0) {
            throw new ObjectTrouble(
                    ObjectTrouble.Kind.TRUNCATED, "the object " + key + " in " + objects.describe() + " is empty");
        }
        return bytes;
    }

    /** @throws ObjectTrouble as {@link #find} */
    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        return find(key.value(), maxBytes)
                .orElseThrow(() -> new FailureException(
                        Code.INTEGRITY_CHUNK_MISSING, objects.describe() + " has no object " + key));
    }
}
