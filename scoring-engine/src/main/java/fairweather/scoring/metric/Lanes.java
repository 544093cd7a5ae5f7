package fairweather.scoring.metric;

/** The eight partial sums that every sum of a row is made of; see the package's description. */
final class Lanes {
    /** How many there are: a power of two. */
    static final int COUNT = 8;

    private Lanes() {}

    /** The lane of a column. */
    static int of(int column) {
        return column & COUNT - 1;
    }

    /** ((l0+l1)+(l2+l3))+((l4+l5)+(l6+l7)) of the eight numbers from an index on. */
    static double total(double[] lanes, int i) {
        return ((lanes[i] + lanes[i + 1]) + (lanes[i + 2] + lanes[i + 3]))
                + ((lanes[i + 4] + lanes[i + 5]) + (lanes[i + 6] + lanes[i + 7]));
    }

    /** Within float32: then no square and no sum of squares can overflow. NaN is not within. */
    static boolean finite(double value) {
        return Math.abs(value) <= Float.MAX_VALUE;
    }
}
