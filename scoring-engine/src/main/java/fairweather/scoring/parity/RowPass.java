package fairweather.scoring.parity;

/** One pass along one row. Not safe for use by several threads; used again and again. */
final class RowPass {
    private final ColumnSum truth = new ColumnSum();
    private final ColumnSum forecast = new ColumnSum();
    private final ColumnSum climatologyError = new ColumnSum();
    private final ColumnSum referenceError = new ColumnSum();
    private final ColumnSum copyError = new ColumnSum();
    private final PairSums error = new PairSums();
    private final PairSums anomalies = new PairSums();
    private final PairSums pattern = new PairSums();
    private int truths;
    private int forecasts;
    private double least;
    private int infinite;
    private int present;
    private int climatologies;
    private int references;

    /** @param r null if there is no reference forecast */
    RowResult of(double[] f, double[] t, double[] c, double[] r, Gaps gaps) {
        clear();
        for (int j = 0; j < f.length; j++) {
            boolean truthThere = finite(t[j]);
            boolean climatologyThere = finite(c[j]);
            count(j, f[j], t[j], truthThere);
            infinite += gaps == Gaps.DROPPED && !finite(f[j]) && !Double.isNaN(f[j]) ? 1 : 0;
            if (truthThere && climatologyThere) {
                double o = t[j] - c[j];
                climatologies++;
                climatologyError.add(j, o * o);
            }
            boolean filled = gaps == Gaps.FILLED && !finite(f[j]);
            double value = filled ? c[j] : f[j];
            boolean there = finite(value);
            if (there && truthThere) {
                double d = value - t[j];
                error.add(j, d, Math.abs(d));
                if (climatologyThere) {
                    anomalies.add(j, value - c[j], t[j] - c[j]);
                }
            }
            if (r != null && finite(r[j])) {
                reference(j, value, there, t[j], truthThere, r[j]);
            }
        }
        return result();
    }

    private void count(int j, double f, double t, boolean truthThere) {
        if (truthThere) {
            truths++;
            truth.add(j, t);
        }
        if (finite(f)) {
            forecasts++;
            forecast.add(j, f);
            least = Math.min(least, f);
            present += truthThere ? 1 : 0;
        }
    }

    private void reference(int j, double value, boolean there, double t, boolean truthThere, double r) {
        if (truthThere) {
            double h = r - t;
            references++;
            referenceError.add(j, h * h);
        }
        if (there) {
            double g = value - r;
            copyError.add(j, g * g);
            pattern.add(j, value, r);
        }
    }

    private void clear() {
        truth.clear();
        forecast.clear();
        climatologyError.clear();
        referenceError.clear();
        copyError.clear();
        error.clear();
        anomalies.clear();
        pattern.clear();
        truths = 0;
        forecasts = 0;
        least = Double.MAX_VALUE;
        infinite = 0;
        present = 0;
        climatologies = 0;
        references = 0;
    }

    private RowResult result() {
        return new RowResult(
                truths,
                truth.total(),
                forecasts,
                forecast.total(),
                least,
                infinite,
                present,
                climatologies,
                climatologyError.total(),
                references,
                referenceError.total(),
                copyError.total(),
                error.moments(),
                anomalies.moments(),
                pattern.moments());
    }

    /** Within float32, so that no sum of squares can overflow; NaN is not within. */
    private static boolean finite(double value) {
        return Math.abs(value) <= Float.MAX_VALUE;
    }
}
