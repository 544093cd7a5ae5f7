package fairweather.forecast.signature.ristretto;

import java.math.BigInteger;

/**
 * A number modulo p = 2^255 − 19. Ten limbs of 26 bits stand for the sum of {@code limb[i] · 2^(26 i)}; they are kept
 * within a few units of 0 to 2^26, not canonical. No branch and no index depends on a value, in any method but
 * {@link #constant}; flags are the numbers 0 and 1.
 */
final class FieldElement {
    static final int BYTES = 32;
    static final FieldElement ZERO = constant("0");
    static final FieldElement ONE = constant("1");
    /** A square root of −1 (RFC 9496, 4.1). */
    static final FieldElement SQRT_M1 =
            constant("19681161376707505956807079304988542015446066515923890162744021073123829784752");

    private static final int LIMBS = 10;
    private static final int LIMB_BITS = 26;
    private static final long LIMB_MASK = (1L << LIMB_BITS) - 1;
    /** What 2^255 is modulo p. */
    private static final long FOLD_255 = 19;
    /** What 2^260, the weight of an eleventh limb, is modulo p. */
    private static final long FOLD_260 = 32 * FOLD_255;
    /** The bits of the last limb below 2^255. */
    private static final int LAST_BITS = 255 - (LIMBS - 1) * LIMB_BITS;

    private final long[] limbs;

    private FieldElement(long[] limbs) {
        this.limbs = limbs;
    }

    /** A public number in decimal digits. */
    static FieldElement constant(String decimal) {
        byte[] bigEndian = new BigInteger(decimal).toByteArray();
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < Math.min(bigEndian.length, BYTES); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return of(bytes);
    }

    /** The number of 32 little-endian bytes, modulo p. */
    static FieldElement of(byte[] bytes) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < BYTES; i++) {
            int bit = 8 * i;
            limbs[bit / LIMB_BITS] += (bytes[i] & 0xffL) << (bit % LIMB_BITS);
        }
        return carried(limbs);
    }

    /** The 32 little-endian bytes of the number between 0 and p − 1. */
    byte[] bytes() {
        long[] whole = canonicalLimbs();
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            int limb = 8 * i / LIMB_BITS;
            int shift = 8 * i % LIMB_BITS;
            long next = limb + 1 < LIMBS ? whole[limb + 1] : 0;
            bytes[i] = (byte) (whole[limb] >> shift | next << (LIMB_BITS - shift));
        }
        return bytes;
    }

    private long[] canonicalLimbs() {
        long[] whole = limbs.clone();
        // Twice, because the first fold may leave a number a little below 0 or above 2^255.
        foldAt255(whole);
        foldAt255(whole);
        // Now 0 <= number < 2^255. It is p or more exactly if adding 19 reaches 2^255, and then that leaves number − p.
        long[] trial = whole.clone();
        trial[0] += FOLD_255;
        long tooLarge = carryBelow255(trial);
        whole[0] += FOLD_255 * tooLarge;
        carryBelow255(whole);
        return whole;
    }

    private static void foldAt255(long[] limbs) {
        long above = carryBelow255(limbs);
        limbs[0] += FOLD_255 * above;
        carry(limbs, LIMBS - 1);
    }

    /** Brings every limb into its bits and takes away what is 2^255 and above, which it returns in units of 2^255. */
    private static long carryBelow255(long[] limbs) {
        carry(limbs, LIMBS - 1);
        long above = limbs[LIMBS - 1] >> LAST_BITS;
        limbs[LIMBS - 1] -= above << LAST_BITS;
        return above;
    }

    /** Carries from the first limbs, each into the next one. */
    private static void carry(long[] limbs, int count) {
        for (int i = 0; i < count; i++) {
            limbs[i + 1] += limbs[i] >> LIMB_BITS;
            limbs[i] &= LIMB_MASK;
        }
    }

    private static FieldElement carried(long[] limbs) {
        carry(limbs, LIMBS - 1);
        limbs[0] += FOLD_260 * (limbs[LIMBS - 1] >> LIMB_BITS);
        limbs[LIMBS - 1] &= LIMB_MASK;
        carry(limbs, 1);
        return new FieldElement(limbs);
    }

    FieldElement plus(FieldElement other) {
        long[] sum = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            sum[i] = limbs[i] + other.limbs[i];
        }
        return carried(sum);
    }

    FieldElement minus(FieldElement other) {
        long[] difference = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            difference[i] = limbs[i] - other.limbs[i];
        }
        return carried(difference);
    }

    FieldElement negated() {
        return ZERO.minus(this);
    }

    FieldElement times(FieldElement other) {
        // Ten products of 2^52 and a little each: far from the 63 bits of a long.
        long[] wide = new long[2 * LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            for (int j = 0; j < LIMBS; j++) {
                wide[i + j] += limbs[i] * other.limbs[j];
            }
        }
        carry(wide, 2 * LIMBS - 1);
        long[] product = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            product[i] = wide[i] + FOLD_260 * wide[i + LIMBS];
        }
        return carried(product);
    }

    FieldElement squared() {
        return times(this);
    }

    private FieldElement squaredTimes(int count) {
        FieldElement result = this;
        for (int i = 0; i < count; i++) {
            result = result.squared();
        }
        return result;
    }

    /** This to the power (p − 5) / 8 = 2^252 − 3, built from exponents of n binary ones. */
    private FieldElement toThePowerOfTheRoot() {
        FieldElement ones2 = squared().times(this);
        FieldElement ones4 = ones2.squaredTimes(2).times(ones2);
        FieldElement ones5 = ones4.squared().times(this);
        FieldElement ones10 = ones5.squaredTimes(5).times(ones5);
        FieldElement ones20 = ones10.squaredTimes(10).times(ones10);
        FieldElement ones40 = ones20.squaredTimes(20).times(ones20);
        FieldElement ones50 = ones40.squaredTimes(10).times(ones10);
        FieldElement ones100 = ones50.squaredTimes(50).times(ones50);
        FieldElement ones200 = ones100.squaredTimes(100).times(ones100);
        FieldElement ones250 = ones200.squaredTimes(50).times(ones50);
        return ones250.squaredTimes(2).times(this);
    }

    /**
     * The non-negative square root of a quotient.
     *
     * @param exists 1 if u/v is a square, else 0
     * @param root the root of u/v, or of {@link #SQRT_M1}·u/v where that does not exist; 0 if u or v is 0
     */
    record Root(int exists, FieldElement root) {}

    /** SQRT_RATIO_M1 of RFC 9496, 4.2. */
    static Root rootOfQuotient(FieldElement u, FieldElement v) {
        FieldElement v3 = v.squared().times(v);
        FieldElement v7 = v3.squared().times(v);
        FieldElement root = u.times(v3).times(u.times(v7).toThePowerOfTheRoot());
        FieldElement check = v.times(root.squared());
        int right = check.equalTo(u);
        int flipped = check.equalTo(u.negated());
        int flippedByI = check.equalTo(u.negated().times(SQRT_M1));
        root = select(flipped | flippedByI, root.times(SQRT_M1), root);
        return new Root(right | flipped, root.absolute());
    }

    /** 1 if the canonical number is odd, which is what "negative" means here. */
    int isNegative() {
        return bytes()[0] & 1;
    }

    int equalTo(FieldElement other) {
        return minus(other).isZero();
    }

    int isZero() {
        int any = 0;
        for (byte part : bytes()) {
            any |= part & 0xff;
        }
        return 1 - ((any + 0xff) >> 8);
    }

    FieldElement absolute() {
        return negatedIf(isNegative());
    }

    FieldElement negatedIf(int flag) {
        return select(flag, negated(), this);
    }

    /** The first if the flag is 1, the second if it is 0. */
    static FieldElement select(int flag, FieldElement ifSet, FieldElement otherwise) {
        long mask = -(long) flag;
        long[] chosen = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            chosen[i] = otherwise.limbs[i] ^ (mask & (ifSet.limbs[i] ^ otherwise.limbs[i]));
        }
        return new FieldElement(chosen);
    }
}
