package fairweather.scoring.metric;

/** What is kept of one row of a forecast until all rows are there, unweighted: where each number stands. */
final class RowResult {
    static final int D = 0;
    static final int DD = 1;
    static final int ABS_D = 2;
    static final int A = 3;
    static final int AA = 4;
    static final int AO = 5;
    static final int AE = 6;
    static final int GG = 7;
    /** How many of the numbers above are sums with lanes, without and with a reference forecast. */
    static final int SUMS = AE;

    static final int SUMS_WITH_REFERENCE = GG + 1;

    static final int GAPS = 8;
    static final int LEAST = 9;
    static final int MOST = 10;
    static final int EQUAL = 11;
    static final int OUTSIDE = 12;
    static final int LENGTH = 13;

    /** The stored sum of each of the sums with lanes. */
    static final Sum[] NAMES = {Sum.D, Sum.DD, Sum.ABS_D, Sum.A, Sum.AA, Sum.AO, Sum.AE, Sum.GG};

    private RowResult() {}
}
