package fairweather.scoring.metric;

import java.nio.FloatBuffer;

/** A field as the kernel reads it: row by row, from north to south. Safe for use by several threads. */
@FunctionalInterface
public interface Rows {

    /** Copies row {@code row} (0 is the northernmost) into the array, whose length is the number of columns. */
    void read(int row, double[] into);

    /** @param values {@code [lat][lon]}, row-major; shared, not copied */
    static Rows of(float[] values) {
        return (row, into) -> {
            int start = row * into.length;
            for (int j = 0; j < into.length; j++) {
                into[j] = values[start + j];
            }
        };
    }

    /** @param values {@code [lat][lon]}, row-major; shared, not copied */
    static Rows of(double[] values) {
        return (row, into) -> System.arraycopy(values, row * into.length, into, 0, into.length);
    }

    /** @param values {@code [lat][lon]}, row-major from the buffer's position; shared, its position is not moved */
    static Rows of(FloatBuffer values) {
        int position = values.position();
        return (row, into) -> {
            int start = position + row * into.length;
            for (int j = 0; j < into.length; j++) {
                into[j] = values.get(start + j);
            }
        };
    }
}
