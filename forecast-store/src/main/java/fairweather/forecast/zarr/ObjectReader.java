package fairweather.forecast.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;

/** Where the objects of a store come from: a miner through the gateway, a directory, or memory. */
public interface ObjectReader {

    /**
     * The whole object.
     *
     * @param maxBytes the most it may have
     * @throws FailureException with {@code INTEGRITY_CHUNK_MISSING} if the store has no such object
     *     (and in no other case), {@code OVERSIZE} if it is larger, otherwise the code of the transport's trouble
     */
    byte[] get(ObjectKey key, long maxBytes);

    /** The same, past every cache and over a new connection, to confirm a mismatch. */
    default byte[] getFresh(ObjectKey key, long maxBytes) {
        return get(key, maxBytes);
    }

    /**
     * The same with all that the store said, also if it said that there is no such object.
     *
     * @throws FailureException as {@link #get}, but for the missing object
     */
    default Reading read(ObjectKey key, long maxBytes, boolean fresh) {
        try {
            return Reading.of(fresh ? getFresh(key, maxBytes) : get(key, maxBytes));
        } catch (FailureException failure) {
            if (failure.code() == Code.INTEGRITY_CHUNK_MISSING) {
                return Reading.missing();
            }
            throw failure;
        }
    }
}
