package fairweather.scoring.metric;

import java.nio.FloatBuffer;

/** Rows of float32 values, row-major from a position of a buffer. */
record SingleRows(FloatBuffer values, int position) implements Rows {

    @Override
    public void read(int row, double[] into) {
        int start = position + row * into.length;
        for (int j = 0; j < into.length; j++) {
            into[j] = values.get(start + j);
        }
    }

    @Override
    public boolean single() {
        return true;
    }

    @Override
    public void read(int row, float[] into) {
        values.get(position + row * into.length, into);
    }
}
