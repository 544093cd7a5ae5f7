package fairweather.scoring.metric;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Rows of float32 values, row-major.
 *
 * @param values in the machine's byte order
 * @param array the same, or null if they do not lie on the heap
 */
record SingleRows(MemorySegment values, float[] array) implements Rows {

    static Rows of(FloatBuffer buffer) {
        if (buffer.order() != ByteOrder.nativeOrder()) {
            float[] copy = new float[buffer.remaining()];
            buffer.duplicate().get(copy);
            return of(copy);
        }
        return new SingleRows(MemorySegment.ofBuffer(buffer), null);
    }

    static Rows of(float[] array) {
        return new SingleRows(MemorySegment.ofArray(array), array);
    }

    @Override
    public void read(int row, double[] into) {
        long start = (long) row * into.length;
        for (int j = 0; j < into.length; j++) {
            into[j] = values.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, start + j);
        }
    }

    @Override
    public boolean single() {
        return true;
    }

    @Override
    public void read(int row, float[] into) {
        long start = (long) row * into.length * Float.BYTES;
        MemorySegment.copy(values, ValueLayout.JAVA_FLOAT_UNALIGNED, start, into, 0, into.length);
    }
}
