package fairweather.scoring.metric;

import java.util.Arrays;

/** The lanes of one row's unweighted sums; see the package's description for the order of summation. */
final class RowSums {
    /** In how many lanes a row is summed: a power of two. */
    static final int LANES = 8;

    private static final int D = 0;
    private static final int DD = 1;
    private static final int ABS_D = 2;
    private static final int A = 3;
    private static final int O = 4;
    private static final int AA = 5;
    private static final int OO = 6;
    private static final int AO = 7;
    private static final int E = 8;
    private static final int EE = 9;
    private static final int AE = 10;
    private static final int OE = 11;
    private static final int HH = 12;
    private static final int GG = 13;
    private static final int SUMS = 14;

    /** The sums that have lanes, at the indices above; all of them are weighted. */
    private static final Sum[] NAMES = {
        Sum.D, Sum.DD, Sum.ABS_D, Sum.A, Sum.O, Sum.AA, Sum.OO, Sum.AO, Sum.E, Sum.EE, Sum.AE, Sum.OE, Sum.HH, Sum.GG
    };

    private final boolean withReference;
    private final Bounds bounds;
    private final double[] lanes = new double[SUMS * LANES];
    private int points;
    private int gaps;
    private int equal;
    private int outside;
    private double least;
    private double most;

    RowSums(boolean withReference, Bounds bounds) {
        this.withReference = withReference;
        this.bounds = bounds;
    }

    /** Sums one row; {@code r} is read only with a reference forecast. */
    void sum(double[] f, double[] t, double[] c, double[] r) {
        Arrays.fill(lanes, 0);
        points = 0;
        gaps = 0;
        equal = 0;
        outside = 0;
        least = Double.MAX_VALUE;
        most = -Double.MAX_VALUE;
        for (int j = 0; j < f.length; j++) {
            boolean present = finite(f[j]);
            if (present) {
                least = Math.min(least, f[j]);
                most = Math.max(most, f[j]);
            }
            if (finite(t[j]) && finite(c[j]) && (!withReference || finite(r[j]))) {
                points++;
                gaps += present ? 0 : 1;
                int lane = j & LANES - 1;
                addTruth(lane, present ? f[j] : c[j], t[j], c[j]);
                if (withReference) {
                    addReference(lane, present, present ? f[j] : c[j], t[j], c[j], r[j]);
                }
            }
        }
    }

    private void addTruth(int lane, double f, double t, double c) {
        double d = f - t;
        double a = f - c;
        double o = t - c;
        lanes[D * LANES + lane] += d;
        lanes[DD * LANES + lane] += d * d;
        lanes[ABS_D * LANES + lane] += Math.abs(d);
        lanes[A * LANES + lane] += a;
        lanes[O * LANES + lane] += o;
        lanes[AA * LANES + lane] += a * a;
        lanes[OO * LANES + lane] += o * o;
        lanes[AO * LANES + lane] += a * o;
    }

    private void addReference(int lane, boolean present, double f, double t, double c, double r) {
        double a = f - c;
        double o = t - c;
        double e = r - c;
        double h = r - t;
        lanes[E * LANES + lane] += e;
        lanes[EE * LANES + lane] += e * e;
        lanes[AE * LANES + lane] += a * e;
        lanes[OE * LANES + lane] += o * e;
        lanes[HH * LANES + lane] += h * h;
        if (present) {
            double g = f - r;
            lanes[GG * LANES + lane] += g * g;
            equal += f == r ? 1 : 0;
            outside += bounds == null || bounds.contains(f) ? 0 : 1;
        }
    }

    /** Adds the row, times its weight, to the sums of its region. */
    void addTo(double[] band, double weight, int columns) {
        band[Sum.N_ALL.ordinal()] += columns;
        band[Sum.W_ALL.ordinal()] += weight * columns;
        band[Sum.N.ordinal()] += points;
        band[Sum.W.ordinal()] += weight * points;
        band[Sum.N_GAP.ordinal()] += gaps;
        band[Sum.W_GAP.ordinal()] += weight * gaps;
        band[Sum.D_UNWEIGHTED.ordinal()] += total(D);
        band[Sum.F_MIN.ordinal()] = Math.min(band[Sum.F_MIN.ordinal()], least);
        band[Sum.F_MAX.ordinal()] = Math.max(band[Sum.F_MAX.ordinal()], most);
        for (int i = 0; i < (withReference ? SUMS : E); i++) {
            band[NAMES[i].ordinal()] += weight * total(i);
        }
        if (withReference) {
            band[Sum.N_EQUAL.ordinal()] += equal;
            band[Sum.W_OUT.ordinal()] += weight * outside;
        }
    }

    private double total(int sum) {
        int i = sum * LANES;
        return ((lanes[i] + lanes[i + 1]) + (lanes[i + 2] + lanes[i + 3]))
                + ((lanes[i + 4] + lanes[i + 5]) + (lanes[i + 6] + lanes[i + 7]));
    }

    /** Within float32: then no square and no sum of squares can overflow. NaN is not within. */
    private static boolean finite(double value) {
        return Math.abs(value) <= Float.MAX_VALUE;
    }
}
