package fairweather.scoring.metric;

import java.util.Arrays;

/**
 * All that is stored of a component: the sums of the three bands. Any average over regions, levels or runs follows from
 * them, in any order up to the rounding of a sum. Only the global sums, which are derived, are scored.
 */
public record PartialSums(BandSums nh, BandSums tropics, BandSums sh) {

    public PartialSums {
        if (nh.hasReference() != tropics.hasReference() || nh.hasReference() != sh.hasReference()) {
            throw new IllegalArgumentException("either all bands have a reference forecast or none");
        }
    }

    public boolean hasReference() {
        return nh.hasReference();
    }

    public BandSums band(Region region) {
        return switch (region) {
            case NH -> nh;
            case TROPICS -> tropics;
            case SH -> sh;
        };
    }

    /** (nh + tropics) + sh, added in that order. */
    public BandSums global() {
        return nh.plus(tropics).plus(sh);
    }

    /** The sums of two runs, element by element; with a reference forecast only if both have one. */
    public PartialSums plus(PartialSums other) {
        return new PartialSums(nh.plus(other.nh), tropics.plus(other.tropics), sh.plus(other.sh));
    }

    /** The stored form: nh, tropics, sh, each in the order of {@link Sum}; 51 or 75 finite numbers. */
    public double[] toArray() {
        int length = nh.toArray().length;
        double[] stored = new double[3 * length];
        for (Region region : Region.values()) {
            System.arraycopy(band(region).toArray(), 0, stored, region.ordinal() * length, length);
        }
        return stored;
    }

    /** @throws IllegalArgumentException if these are not 51 or 75 finite numbers */
    public static PartialSums ofArray(double[] stored) {
        if (stored.length % 3 != 0) {
            throw new IllegalArgumentException("stored sums are three bands, not " + stored.length + " numbers");
        }
        int length = stored.length / 3;
        return new PartialSums(
                new BandSums(Arrays.copyOfRange(stored, 0, length)),
                new BandSums(Arrays.copyOfRange(stored, length, 2 * length)),
                new BandSums(Arrays.copyOfRange(stored, 2 * length, 3 * length)));
    }
}
