package fairweather.simulator.forecast;

import java.util.SplittableRandom;

/**
 * Standard normal deviates by Marsaglia's polar method over SplitMix64. Written out, with strict mathematics, so that a
 * seed gives the same bits with every JDK. Not thread-safe.
 */
final class NormalSequence {
    private final SplittableRandom random;
    private double spare = Double.NaN;

    private NormalSequence(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The sequence that belongs to these numbers together: changing any of them gives an unrelated one. */
    static NormalSequence of(long... parts) {
        long seed = 0x6a09e667f3bcc909L;
        for (long part : parts) {
            seed = scramble(seed ^ part) + 0x9e3779b97f4a7c15L;
        }
        return new NormalSequence(seed);
    }

    double next() {
        if (!Double.isNaN(spare)) {
            double second = spare;
            spare = Double.NaN;
            return second;
        }
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
                spare = y * factor;
                return x * factor;
            }
        }
    }

    /** The finaliser of MurmurHash3 (64 bit): every input bit moves every output bit. */
    private static long scramble(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
