package fairweather.reference.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Gzip;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import java.util.Collection;
import java.util.Optional;

/** One chunk of an archive, of which some slices are read. For one thread. */
sealed interface EncodedChunk permits FramedChunk, WholeChunk {

    /**
     * A decoded slice, and the bytes behind it: those depend on the chunk and the slice only, not on what else is read.
     *
     * @param bytes which of the object's, for example {@code 0-511,90000-95000}; null for all
     * @param sha256 of those bytes, one range after the other
     */
    record Part(byte[] decoded, String bytes, String sha256) {}

    /**
     * Reads one of the slices that the chunk was opened for.
     *
     * @throws ObjectTrouble if its bytes cannot be had now
     * @throws FailureException if they are no such chunk
     */
    Part read(Slice slice);

    /** State of the object; null if the store does not say. */
    String etag();

    /**
     * Finds a chunk and how to read some slices of it.
     *
     * @return empty if there is no such object
     * @throws ObjectTrouble if it cannot be had now, or holds no byte yet
     * @throws FailureException if it is no chunk of that array
     */
    static Optional<EncodedChunk> open(
            ObjectStore store, ZarrArray array, String key, Collection<Slice> slices, Economy economy) {
        Optional<ObjectInfo> head = store.head(key);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        String name = array.metadata().name();
        long length = head.get().length();
        if (length == 0) {
            throw new ObjectTrouble(
                    ObjectTrouble.Kind.TRUNCATED,
                    "a chunk of " + name + " in " + store.describe() + " has no bytes yet");
        }
        if (length > array.maxChunkBytes()) {
            throw new FailureException(Code.OVERSIZE, "a chunk of " + name + " has " + length + " bytes");
        }
        ObjectBytes object = new ObjectBytes(store, head.get());
        return Optional.of(
                switch (array.metadata().codec()) {
                    case Blosc blosc ->
                        FramedChunk.open(object, array.metadata().chunkBytes(), slices, economy);
                    case NoCodec raw -> WholeChunk.open(object, array);
                    case Zlib zlib -> WholeChunk.open(object, array);
                    case Gzip gzip -> WholeChunk.open(object, array);
                    case Zstd zstd -> WholeChunk.open(object, array);
                });
    }
}
