package fairweather.scoring.metric;

import static fairweather.scoring.metric.Lanes.finite;

import java.util.Arrays;

/** The sums of one row that no forecast changes. */
final class TruthRow {
    private static final Sum[] NAMES = {Sum.O, Sum.OO, Sum.E, Sum.EE, Sum.OE, Sum.HH};

    private final double[] lanes = new double[NAMES.length * Lanes.COUNT];

    /** Sums a row and adds it times its weight to its band, in the order of {@link Sum}. */
    void add(Row row, boolean withReference, double weight, double[] band) {
        int columns = row.t().length;
        int points = sum(row, withReference);
        band[Sum.N_ALL.ordinal()] += columns;
        band[Sum.W_ALL.ordinal()] += weight * columns;
        band[Sum.N.ordinal()] += points;
        band[Sum.W.ordinal()] += weight * points;
        for (int i = 0; i < (withReference ? NAMES.length : 2); i++) {
            band[NAMES[i].ordinal()] += weight * Lanes.total(lanes, i * Lanes.COUNT);
        }
    }

    private int sum(Row row, boolean withReference) {
        double[] t = row.t();
        double[] c = row.c();
        double[] r = row.r();
        Arrays.fill(lanes, 0);
        int points = 0;
        for (int j = 0; j < t.length; j++) {
            if (finite(t[j]) && finite(c[j]) && (!withReference || finite(r[j]))) {
                points++;
                int lane = Lanes.of(j);
                double o = t[j] - c[j];
                lanes[lane] += o;
                lanes[Lanes.COUNT + lane] += o * o;
                if (withReference) {
                    double e = r[j] - c[j];
                    double h = r[j] - t[j];
                    lanes[2 * Lanes.COUNT + lane] += e;
                    lanes[3 * Lanes.COUNT + lane] += e * e;
                    lanes[4 * Lanes.COUNT + lane] += o * e;
                    lanes[5 * Lanes.COUNT + lane] += h * h;
                }
            }
        }
        return points;
    }
}
