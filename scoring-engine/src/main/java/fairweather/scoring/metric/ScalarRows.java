package fairweather.scoring.metric;

import static fairweather.scoring.metric.Lanes.finite;

import java.util.Arrays;

/** The arithmetic of a row, one point after the other: what the vector arithmetic must equal, and the only one for doubles. */
final class ScalarRows implements RowArithmetic {

    @Override
    public void sum(float[] forecast, int from, Standard standard, int i, int columns, double[] results, int at) {
        Row row = Row.ofThisThread(columns);
        row.read(standard, i);
        row.forecast(forecast, from);
        sum(row, standard, results, at);
    }

    /** A row that was read, float32 or not. */
    static void sum(Row row, Standard standard, double[] results, int at) {
        Arrays.fill(row.lanes(), 0);
        begin(results, at);
        sumFrom(0, row, standard, results, at);
        finish(row.lanes(), results, at);
    }

    static void begin(double[] results, int at) {
        Arrays.fill(results, at, at + RowResult.LENGTH, 0);
        results[at + RowResult.LEAST] = Double.MAX_VALUE;
        results[at + RowResult.MOST] = -Double.MAX_VALUE;
    }

    /** Adds the columns from one on to the lanes and to the counts. */
    static void sumFrom(int start, Row row, Standard standard, double[] results, int at) {
        boolean withReference = standard.hasReference();
        Bounds bounds = standard.bounds();
        double[] f = row.f();
        double[] t = row.t();
        double[] c = row.c();
        double[] r = row.r();
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
        results[at + RowResult.GAPS] += gaps;
        results[at + RowResult.LEAST] = least;
        results[at + RowResult.MOST] = most;
        results[at + RowResult.EQUAL] += equal;
        results[at + RowResult.OUTSIDE] += outside;
    }

    /** Adds up the lanes. Of the extremes 0 and -0 either may have been seen first: it is 0. */
    static void finish(double[] lanes, double[] results, int at) {
        for (int sum = 0; sum < RowResult.SUMS_WITH_REFERENCE; sum++) {
            results[at + sum] = Lanes.total(lanes, sum * Lanes.COUNT);
        }
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
