package fairweather.scoring.parity;

import java.util.Arrays;

/** A sum along a row, in lanes; see the package's description. */
final class ColumnSum {
    private static final int LANES = 8;

    private final double[] lanes = new double[LANES];

    void clear() {
        Arrays.fill(lanes, 0);
    }

    void add(int column, double value) {
        lanes[column & LANES - 1] += value;
    }

    double total() {
        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    }
}
