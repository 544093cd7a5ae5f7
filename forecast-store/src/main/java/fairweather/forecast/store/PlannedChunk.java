package fairweather.forecast.store;

import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ChunkValues;

/** One chunk to be read, and where its values go. Chunks may be delivered by several threads, each chunk once. */
public final class PlannedChunk {
    private final Slab slab;
    private final ObjectKey key;
    private final ColumnRun[] columns;

    PlannedChunk(Slab slab, ObjectKey key, ColumnRun[] columns) {
        this.slab = slab;
        this.key = key;
        this.columns = columns;
    }

    public ObjectKey key() {
        return key;
    }

    /** The most bytes that it may have as transferred. */
    public long maxBytes() {
        return slab.array().maxChunkBytes();
    }

    /** Bytes that this chunk takes at once at most: received in two pieces, decoded, and what waits for its neighbours. */
    public long memory() {
        return 2 * maxBytes() + slab.array().metadata().chunkBytes() + slab.memory();
    }

    /**
     * Decodes it and gives the rows that are complete with it to the visitor.
     *
     * @throws FailureException with {@code CONTENT_LAYOUT} or {@code OVERSIZE} if it cannot be decoded
     */
    public void deliver(byte[] encoded, FieldVisitor visitor) {
        byte[] decoded = slab.array().decode(encoded);
        slab.take(new ChunkValues(slab.array().metadata(), decoded, slab.factor()), columns, visitor);
    }
}
