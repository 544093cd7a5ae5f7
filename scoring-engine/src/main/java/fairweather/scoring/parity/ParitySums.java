package fairweather.scoring.parity;

import java.util.Arrays;

/** The numbers that are stored of one component, of the whole globe. Immutable. */
public final class ParitySums {
    private final double[] values;

    private ParitySums(double[] values) {
        this.values = values;
    }

    /**
     * @param stored in the order of {@link ParitySum}
     * @throws IllegalArgumentException if these are not the finite numbers that are stored with or without a reference
     */
    public static ParitySums ofArray(double[] stored) {
        if (stored.length != ParitySum.WITHOUT_REFERENCE && stored.length != ParitySum.WITH_REFERENCE) {
            throw new IllegalArgumentException("parity has " + ParitySum.WITHOUT_REFERENCE + " or "
                    + ParitySum.WITH_REFERENCE + " numbers, not " + stored.length);
        }
        for (double value : stored) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a parity sum is finite: " + Arrays.toString(stored));
            }
        }
        return new ParitySums(stored.clone());
    }

    public boolean hasReference() {
        return values.length == ParitySum.WITH_REFERENCE;
    }

    /** @throws IllegalArgumentException for a sum that needs a reference forecast where there was none */
    public double get(ParitySum sum) {
        if (sum.ordinal() >= values.length) {
            throw new IllegalArgumentException(sum.word() + " needs a reference forecast");
        }
        return values[sum.ordinal()];
    }

    /** A copy in the order of {@link ParitySum}. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParitySums sums && Arrays.equals(values, sums.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ParitySums" + Arrays.toString(values);
    }
}
