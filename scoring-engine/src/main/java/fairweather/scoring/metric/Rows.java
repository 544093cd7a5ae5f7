package fairweather.scoring.metric;

import java.nio.FloatBuffer;

/** A field as the kernel reads it: row by row, from north to south. Safe for use by several threads. */
@FunctionalInterface
public interface Rows {

    /** Copies row {@code row} (0 is the northernmost) into the array, whose length is the number of columns. */
    void read(int row, double[] into);

    /** True if every value is a float32, so that {@link #read(int, float[])} loses nothing. */
    default boolean single() {
        return false;
    }

    /** The same row as float32; only where {@link #single()}. */
    default void read(int row, float[] into) {
        throw new UnsupportedOperationException("these rows are not float32");
    }

    /** @param values {@code [lat][lon]}, row-major; shared, not copied */
    static Rows of(float[] values) {
        return SingleRows.of(values);
    }

    /** @param values {@code [lat][lon]}, row-major; shared, not copied */
    static Rows of(double[] values) {
        return (row, into) -> System.arraycopy(values, row * into.length, into, 0, into.length);
    }

    /** @param values {@code [lat][lon]}, row-major from the buffer's position; shared, its position is not moved */
    static Rows of(FloatBuffer values) {
        return SingleRows.of(values);
    }
}
