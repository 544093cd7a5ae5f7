package fairweather.scoring.metric;

/**
 * One row of all fields of a comparison, and what is needed to sum it; a thread has one and uses it again and again.
 *
 * @param lanes of every sum, sum by sum
 */
record Row(float[] f, float[] t, float[] c, float[] r, Doubles wide, double[] lanes) {
    private static final ThreadLocal<Row> OWN = new ThreadLocal<>();

    /** The same row in double precision. */
    record Doubles(double[] f, double[] t, double[] c, double[] r) {
        private Doubles(int columns) {
            this(new double[columns], new double[columns], new double[columns], new double[columns]);
        }
    }

    /** The calling thread's own; what is in it is anybody's. */
    static Row ofThisThread(int columns) {
        Row row = OWN.get();
        if (row == null || row.f.length != columns) {
            row = new Row(
                    new float[columns],
                    new float[columns],
                    new float[columns],
                    new float[columns],
                    new Doubles(columns),
                    new double[Lanes.COUNT * RowResult.SUMS_WITH_REFERENCE]);
            OWN.set(row);
        }
        return row;
    }

    int columns() {
        return f.length;
    }

    /** Reads the standard's fields. */
    void read(Standard standard, int i) {
        if (standard.single()) {
            standard.truth().read(i, t);
            standard.climatology().read(i, c);
            if (standard.hasReference()) {
                standard.reference().read(i, r);
            }
        } else {
            standard.truth().read(i, wide.t);
            standard.climatology().read(i, wide.c);
            if (standard.hasReference()) {
                standard.reference().read(i, wide.r);
            }
        }
    }

    /** Copies what stands in single precision to double precision, which changes no value. */
    void widen(boolean withReference) {
        widen(f, wide.f);
        widen(t, wide.t);
        widen(c, wide.c);
        if (withReference) {
            widen(r, wide.r);
        }
    }

    static void widen(float[] from, double[] to) {
        for (int j = 0; j < from.length; j++) {
            to[j] = from[j];
        }
    }
}
