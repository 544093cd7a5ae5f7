package fairweather.scoring.metric;

/**
 * One row of all fields of a comparison in double precision, and the lanes of its sums; a thread has one and uses it again
 * and again.
 *
 * @param lanes of every sum, sum by sum
 */
record Row(double[] f, double[] t, double[] c, double[] r, double[] lanes) {
    private static final ThreadLocal<Row> OWN = new ThreadLocal<>();

    /** The calling thread's own; what is in it is anybody's. */
    static Row ofThisThread(int columns) {
        Row row = OWN.get();
        if (row == null || row.f.length != columns) {
            row = new Row(
                    new double[columns],
                    new double[columns],
                    new double[columns],
                    new double[columns],
                    new double[Lanes.COUNT * RowResult.SUMS_WITH_REFERENCE]);
            OWN.set(row);
        }
        return row;
    }

    void read(Standard standard, int i) {
        standard.truth().read(i, t);
        standard.climatology().read(i, c);
        if (standard.hasReference()) {
            standard.reference().read(i, r);
        }
    }

    /** Takes a row of the forecast, which changes no value. */
    void forecast(float[] values, int from) {
        for (int j = 0; j < f.length; j++) {
            f[j] = values[from + j];
        }
    }
}
