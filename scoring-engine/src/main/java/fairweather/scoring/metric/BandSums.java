package fairweather.scoring.metric;

import java.util.Arrays;

/** The partial sums of one region, or of the globe. Immutable. */
public final class BandSums {
    private final double[] values;

    /** @param values in the order of {@link Sum}: 17 of them, or 25 with a reference forecast; all finite */
    public BandSums(double... values) {
        if (values.length != Sum.WITHOUT_REFERENCE && values.length != Sum.WITH_REFERENCE) {
            throw new IllegalArgumentException("there are 17 or 25 sums, not " + values.length);
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a partial sum is finite: " + Arrays.toString(values));
            }
        }
        this.values = values.clone();
    }

    public boolean hasReference() {
        return values.length == Sum.WITH_REFERENCE;
    }

    /** @throws IllegalArgumentException for a sum that needs a reference forecast where there was none */
    public double get(Sum sum) {
        if (sum.ordinal() >= values.length) {
            throw new IllegalArgumentException(sum.word() + " needs a reference forecast");
        }
        return values[sum.ordinal()];
    }

    /**
     * Element by element: sums are added, the least and greatest values joined. If only one has a reference forecast, the
     * total has none: its sums would be over fewer points than the others.
     */
    public BandSums plus(BandSums other) {
        double[] total = new double[Math.min(values.length, other.values.length)];
        for (int i = 0; i < total.length; i++) {
            total[i] = values[i] + other.values[i];
        }
        total[Sum.F_MIN.ordinal()] = Math.min(get(Sum.F_MIN), other.get(Sum.F_MIN));
        total[Sum.F_MAX.ordinal()] = Math.max(get(Sum.F_MAX), other.get(Sum.F_MAX));
        return new BandSums(total);
    }

    /** A copy in the order of {@link Sum}. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BandSums sums && Arrays.equals(values, sums.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "BandSums" + Arrays.toString(values);
    }
}
