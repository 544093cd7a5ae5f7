package fairweather.reference.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;

/** An archive's small objects, whole: metadata and coordinates. */
record ArchiveReader(ObjectStore objects) implements ObjectReader {

    /** @throws ObjectTrouble if the object cannot be had now, or holds no byte yet */
    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        byte[] bytes = objects.get(key.value(), maxBytes)
                .orElseThrow(() -> new FailureException(
                        Code.INTEGRITY_CHUNK_MISSING, objects.describe() + " has no object " + key))
                .bytes();
        if (bytes.length == 0) {
            throw new ObjectTrouble(
                    ObjectTrouble.Kind.TRUNCATED, "the object " + key + " in " + objects.describe() + " is empty");
        }
        return bytes;
    }
}
