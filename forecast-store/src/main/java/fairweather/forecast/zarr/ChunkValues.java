package fairweather.forecast.zarr;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * The values of one decoded chunk, unpacked and times a factor, rounded once to float32. Safe for use by several threads.
 */
public final class ChunkValues {
    private final ByteBuffer numbers;
    /** The numbers themselves where they are the values; else null. */
    private final FloatBuffer plain;

    private final DataType type;
    private final Packing packing;
    private final double factor;

    /** @param decoded as of {@link ZarrArray#decode} */
    public ChunkValues(ArrayMetadata array, byte[] decoded, double factor) {
        this.type = array.type();
        this.packing = array.packing();
        this.factor = factor;
        this.numbers = ByteBuffer.wrap(decoded).order(type.order());
        this.plain = factor == 1 && packing.identity() && type.single() ? numbers.asFloatBuffer() : null;
    }

    /**
     * Copies some values.
     *
     * @param from index of the first in the chunk
     * @param stride from one to the next
     * @param to index of the first in the result
     */
    public void copy(int from, int stride, float[] into, int to, int count) {
        if (plain != null && stride == 1) {
            plain.get(from, into, to, count);
        } else if (plain != null) {
            for (int k = 0; k < count; k++) {
                into[to + k] = plain.get(from + k * stride);
            }
        } else {
            for (int k = 0; k < count; k++) {
                into[to + k] = (float) (packing.value(type.number(numbers, from + k * stride)) * factor);
            }
        }
    }
}
