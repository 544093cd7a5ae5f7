package fairweather.scoring.parity;

/**
 * Two quantities along one row.
 *
 * @param points where both are there
 * @param xx Σ (x - meanX)², {@code yy} and {@code xy} likewise
 */
record RowMoments(int points, double meanX, double meanY, double xx, double yy, double xy) {
    static final RowMoments NONE = new RowMoments(0, 0, 0, 0, 0, 0);
}
