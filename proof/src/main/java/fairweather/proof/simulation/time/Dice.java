package fairweather.proof.simulation.time;

/** SplitMix64: the same numbers for the same seed on every machine. */
public final class Dice {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public Dice(long seed) {
        state = mix(seed + GAMMA);
    }

    /** Dice of their own for something that is named by numbers: what they show does not depend on when they are thrown. */
    public static Dice of(long seed, long... names) {
        long state = seed;
        for (long name : names) {
            state = mix(state ^ mix(name + GAMMA));
        }
        return new Dice(state);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    public long next() {
        state += GAMMA;
        return mix(state);
    }

    /** From 0 to 1, 1 excluded. */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** From least to most, both included. */
    public long between(long least, long most) {
        return least + Math.floorMod(next(), most - least + 1);
    }

    /** A waiting time with this mean. */
    public long waiting(double mean) {
        return (long) (-Math.log(1 - unit()) * mean);
    }
}
