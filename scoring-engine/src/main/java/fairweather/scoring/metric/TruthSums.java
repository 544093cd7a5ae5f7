package fairweather.scoring.metric;

import java.util.Arrays;

/**
 * The sums of a component that no forecast changes: computed once for all miners. Immutable.
 */
public final class TruthSums {
    private static final Sum[] WITHOUT_REFERENCE = {Sum.N_ALL, Sum.W_ALL, Sum.N, Sum.W, Sum.O, Sum.OO};
    private static final Sum[] WITH_REFERENCE = {
        Sum.N_ALL, Sum.W_ALL, Sum.N, Sum.W, Sum.O, Sum.OO, Sum.E, Sum.EE, Sum.OE, Sum.HH
    };

    private final double[] values;

    private TruthSums(double[] values) {
        this.values = values;
    }

    /**
     * The stored form: nh, tropics, sh, each n_all, w_all, n, w, o, oo and, with a reference forecast, e, ee, oe, hh.
     *
     * @throws IllegalArgumentException if these are not 18 or 30 finite numbers
     */
    public static TruthSums ofArray(double[] stored) {
        int regions = Region.values().length;
        if (stored.length != regions * WITHOUT_REFERENCE.length && stored.length != regions * WITH_REFERENCE.length) {
            throw new IllegalArgumentException("the truth's sums are 18 or 30 numbers, not " + stored.length);
        }
        if (!Arrays.stream(stored).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a sum of the truth is finite");
        }
        return new TruthSums(stored.clone());
    }

    /** The part of a forecast's sums that does not depend on the forecast. */
    public static TruthSums of(PartialSums sums) {
        return ofBands(new double[][] {
            sums.nh().toArray(), sums.tropics().toArray(), sums.sh().toArray()
        });
    }

    /** The sums of three bands, each in the order of {@link Sum}; what depends on a forecast is left out. */
    static TruthSums ofBands(double[][] bands) {
        Sum[] sums = bands[0].length == Sum.WITH_REFERENCE ? WITH_REFERENCE : WITHOUT_REFERENCE;
        double[] values = new double[bands.length * sums.length];
        int to = 0;
        for (double[] band : bands) {
            for (Sum sum : sums) {
                values[to++] = band[sum.ordinal()];
            }
        }
        return new TruthSums(values);
    }

    public double[] toArray() {
        return values.clone();
    }

    public boolean hasReference() {
        return names().length == WITH_REFERENCE.length;
    }

    /** Σ over the globe, the bands added from north to south. */
    public double global(Sum sum) {
        int place = Arrays.asList(names()).indexOf(sum);
        int length = names().length;
        return values[place] + values[place + length] + values[place + 2 * length];
    }

    /** w/w_all over the globe: 1 if truth, climatology and reference are complete. */
    public double coverage() {
        double all = global(Sum.W_ALL);
        return all > 0 ? global(Sum.W) / all : 0;
    }

    /** oo/w over the globe; NaN without any point. */
    public double mseClimatology() {
        return global(Sum.OO) / global(Sum.W);
    }

    /** A band in the order of {@link Sum}, with zeros for what depends on a forecast. */
    double[] band(Region region) {
        double[] band = new double[hasReference() ? Sum.WITH_REFERENCE : Sum.WITHOUT_REFERENCE];
        int from = region.ordinal() * names().length;
        for (Sum sum : names()) {
            band[sum.ordinal()] = values[from++];
        }
        return band;
    }

    private Sum[] names() {
        return values.length == Region.values().length * WITH_REFERENCE.length ? WITH_REFERENCE : WITHOUT_REFERENCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TruthSums sums && Arrays.equals(values, sums.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
