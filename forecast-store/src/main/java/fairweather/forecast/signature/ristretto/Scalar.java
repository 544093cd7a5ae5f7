package fairweather.forecast.signature.ristretto;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A number modulo l = 2^252 + 27742317777372353535851937790883648493, the order of the group. Sums are reduced by one
 * subtraction that is kept or dropped by a mask, and everything else is made of sums, bit by bit: slow beside other ways
 * (tens of microseconds), but short, and no branch and no index depends on a value.
 */
public final class Scalar {
    public static final int BYTES = 32;

    /** Every scalar is below 2^253. */
    static final int BITS = 253;

    private static final int LIMBS = 8;
    private static final int LIMB_BITS = 32;
    private static final long LIMB_MASK = 0xffff_ffffL;
    private static final long[] ORDER =
            limbs(BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493")));

    private final long[] limbs;

    private Scalar(long[] limbs) {
        this.limbs = limbs;
    }

    private static long[] limbs(BigInteger constant) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = constant.shiftRight(LIMB_BITS * i).longValue() & LIMB_MASK;
        }
        return limbs;
    }

    /** A number of any length, little-endian, modulo l. */
    public static Scalar reduced(byte[] littleEndian) {
        long[] sum = new long[LIMBS];
        long[] bit = new long[LIMBS];
        for (int i = 8 * littleEndian.length - 1; i >= 0; i--) {
            bit[0] = littleEndian[i / 8] >> i % 8 & 1;
            sum = sum(sum(sum, sum), bit);
        }
        return new Scalar(sum);
    }

    /** The scalar of 32 little-endian bytes; empty if they stand for l or more. */
    public static Optional<Scalar> canonical(byte[] bytes) {
        Scalar scalar = reduced(bytes);
        int different = 0;
        byte[] again = scalar.bytes();
        for (int i = 0; i < BYTES; i++) {
            different |= bytes[i] ^ again[i];
        }
        return different == 0 ? Optional.of(scalar) : Optional.empty();
    }

    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (limbs[i / 4] >> 8 * (i % 4));
        }
        return bytes;
    }

    public Scalar plus(Scalar other) {
        return new Scalar(sum(limbs, other.limbs));
    }

    public Scalar times(Scalar other) {
        long[] product = new long[LIMBS];
        long[] part = new long[LIMBS];
        for (int i = BITS - 1; i >= 0; i--) {
            long mask = -(long) other.bit(i);
            for (int j = 0; j < LIMBS; j++) {
                part[j] = limbs[j] & mask;
            }
            product = sum(sum(product, product), part);
        }
        return new Scalar(product);
    }

    int bit(int i) {
        return (int) (limbs[i / LIMB_BITS] >> i % LIMB_BITS & 1);
    }

    /** The sum of two numbers below l, modulo l. */
    private static long[] sum(long[] a, long[] b) {
        long[] sum = new long[LIMBS];
        long carry = 0;
        for (int i = 0; i < LIMBS; i++) {
            carry += a[i] + b[i];
            sum[i] = carry & LIMB_MASK;
            carry >>= LIMB_BITS;
        }
        long[] less = new long[LIMBS];
        long borrow = 0;
        for (int i = 0; i < LIMBS; i++) {
            borrow += sum[i] - ORDER[i];
            less[i] = borrow & LIMB_MASK;
            borrow >>= LIMB_BITS;
        }
        // The borrow is all ones if the sum was below l already, else zero.
        for (int i = 0; i < LIMBS; i++) {
            less[i] ^= borrow & (less[i] ^ sum[i]);
        }
        return less;
    }

    /** Says nothing, since it may be secret. */
    @Override
    public String toString() {
        return "Scalar";
    }
}
