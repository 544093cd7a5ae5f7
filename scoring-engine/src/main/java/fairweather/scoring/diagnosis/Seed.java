package fairweather.scoring.diagnosis;

/**
 * Numbers that follow from the truth of a component and cannot be known before it: the same on every machine. Of Day 1 the
 * truth can be known before the freeze.
 */
record Seed(long value) {
    private static final int HEX_DIGITS = 16;
    private static final int HEX = 16;

    /** @param sha256 of the truth's values, in hexadecimal */
    static Seed of(String sha256) {
        return new Seed(Long.parseUnsignedLong(sha256, 0, HEX_DIGITS, HEX));
    }

    /** The n-th number: 64 well-mixed bits (SplitMix64 by Steele, Lea and Flood). */
    long number(long n) {
        long mixed = value + (n + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** The n-th number, from 0 to below the bound. */
    int below(int bound, long n) {
        return (int) Long.remainderUnsigned(number(n), bound);
    }
}
