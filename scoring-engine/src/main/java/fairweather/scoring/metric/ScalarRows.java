package fairweather.scoring.metric;

import static fairweather.scoring.metric.Lanes.finite;

import java.util.Arrays;

/** The arithmetic of a row, one point after the other: what the vector arithmetic must equal, and the only one for doubles. */
final class ScalarRows implements RowArithmetic {

    @Override
    public void sum(Row row, boolean withReference, Bounds bounds, double[] results, int at) {
        row.widen(withReference);
        sumDoubles(row, withReference, bounds, results, at);
    }

    /** The same for values that are not float32, in the row's double-precision arrays. */
    static void sumDoubles(Row row, boolean withReference, Bounds bounds, double[] results, int at) {
        Arrays.fill(row.lanes(), 0);
        Arrays.fill(results, at, at + RowResult.LENGTH, 0);
        results[at + RowResult.LEAST] = Double.MAX_VALUE;
        results[at + RowResult.MOST] = -Double.MAX_VALUE;
        sumDoublesFrom(0, row, withReference, bounds, results, at);
        finish(results, at);
    }

    /** Adds the columns from one on to the lanes and to the counts, in single precision. */
    static void sumFrom(int start, Row row, boolean withReference, Bounds bounds, double[] results, int at) {
        if (start < row.columns()) {
            row.widen(withReference);
            sumDoublesFrom(start, row, withReference, bounds, results, at);
        } else {
            total(row.lanes(), results, at);
        }
    }

    private static void sumDoublesFrom(
            int start, Row row, boolean withReference, Bounds bounds, double[] results, int at) {
        double[] f = row.wide().f();
        double[] t = row.wide().t();
        double[] c = row.wide().c();
        double[] r = row.wide().r();
        double[] lanes = row.lanes();
        double least = results[at + RowResult.LEAST];
        double most = results[at + RowResult.MOST];
        int gaps = 0;
        int equal = 0;
        int outside = 0;
        for (int j = start; j < f.length; j++) {
            boolean present = finite(f[j]);
            if (present) {
                least = Math.min(least, f[j]);
                most = Math.max(most, f[j]);
            }
            if (finite(t[j]) && finite(c[j]) && (!withReference || finite(r[j]))) {
                int lane = Lanes.of(j);
                double filled = present ? f[j] : c[j];
                gaps += present ? 0 : 1;
                addTruth(lanes, lane, filled, t[j], c[j]);
                if (withReference) {
                    lanes[RowResult.AE * Lanes.COUNT + lane] += (filled - c[j]) * (r[j] - c[j]);
                    if (present) {
                        double g = filled - r[j];
                        lanes[RowResult.GG * Lanes.COUNT + lane] += g * g;
                        equal += filled == r[j] ? 1 : 0;
                        outside += bounds == null || bounds.contains(filled) ? 0 : 1;
                    }
                }
            }
        }
        total(lanes, results, at);
        results[at + RowResult.GAPS] += gaps;
        results[at + RowResult.LEAST] = least;
        results[at + RowResult.MOST] = most;
        results[at + RowResult.EQUAL] += equal;
        results[at + RowResult.OUTSIDE] += outside;
    }

    private static void total(double[] lanes, double[] results, int at) {
        for (int sum = 0; sum < RowResult.SUMS_WITH_REFERENCE; sum++) {
            results[at + sum] = Lanes.total(lanes, sum * Lanes.COUNT);
        }
    }

    /** Of 0 and -0 either may have been seen first: it is 0. */
    static void finish(double[] results, int at) {
        results[at + RowResult.LEAST] += 0.0;
        results[at + RowResult.MOST] += 0.0;
    }

    private static void addTruth(double[] lanes, int lane, double f, double t, double c) {
        double d = f - t;
        double a = f - c;
        double o = t - c;
        lanes[RowResult.D * Lanes.COUNT + lane] += d;
        lanes[RowResult.DD * Lanes.COUNT + lane] += d * d;
        lanes[RowResult.ABS_D * Lanes.COUNT + lane] += Math.abs(d);
        lanes[RowResult.A * Lanes.COUNT + lane] += a;
        lanes[RowResult.AA * Lanes.COUNT + lane] += a * a;
        lanes[RowResult.AO * Lanes.COUNT + lane] += a * o;
    }
}
