package fairweather.forecast.zarr;

import fairweather.forecast.key.ObjectKey;

/** Where the objects of a store come from: a miner through the gateway, a directory, or memory. */
public interface ObjectReader {

    /**
     * The whole object.
     *
     * @param maxBytes the most it may have
     * @throws fairweather.failure.FailureException with {@code INTEGRITY_CHUNK_MISSING} if the store has no such object
     *     (and in no other case), {@code OVERSIZE} if it is larger, otherwise the code of the transport's trouble
     */
    byte[] get(ObjectKey key, long maxBytes);

    /** The same, past every cache and over a new connection, to confirm a mismatch. */
    default byte[] getFresh(ObjectKey key, long maxBytes) {
        return get(key, maxBytes);
    }
}
