package fairweather.forecast.signature.ristretto;

import fairweather.forecast.signature.ristretto.FieldElement.Root;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An element of ristretto255 (RFC 9496), the group of prime order l made from the curve of Ed25519. {@link #encoded} and
 * {@link #times} take the same steps and touch the same memory whatever point and scalar are; {@link #decode} and
 * {@link #publicSum} are for what is public.
 */
public final class RistrettoPoint {
    public static final int BYTES = 32;
    public static final RistrettoPoint IDENTITY = new RistrettoPoint(EdwardsPoint.IDENTITY);
    public static final RistrettoPoint GENERATOR = decode(
                    HexFormat.of().parseHex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"))
            .orElseThrow();

    private static final FieldElement INVSQRT_A_MINUS_D =
            FieldElement.constant("54469307008909316920995813868745141605393597292927456921205312896311721017578");

    private final EdwardsPoint point;

    private RistrettoPoint(EdwardsPoint point) {
        this.point = point;
    }

    /** The element of these 32 bytes; empty unless they are exactly what {@link #encoded} gives for one. */
    public static Optional<RistrettoPoint> decode(byte[] bytes) {
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        FieldElement s = FieldElement.of(bytes);
        if (!Arrays.equals(s.bytes(), bytes) || s.isNegative() == 1) {
            return Optional.empty();
        }
        FieldElement ss = s.squared();
        FieldElement u1 = FieldElement.ONE.minus(ss);
        FieldElement u2 = FieldElement.ONE.plus(ss);
        FieldElement u2Squared = u2.squared();
        FieldElement v = EdwardsPoint.D.times(u1.squared()).negated().minus(u2Squared);
        Root inverse = FieldElement.rootOfQuotient(FieldElement.ONE, v.times(u2Squared));
        FieldElement denominatorX = inverse.root().times(u2);
        FieldElement denominatorY = inverse.root().times(denominatorX).times(v);
        FieldElement x = s.plus(s).times(denominatorX).absolute();
        FieldElement y = u1.times(denominatorY);
        FieldElement t = x.times(y);
        if (inverse.exists() == 0 || t.isNegative() == 1 || y.isZero() == 1) {
            return Optional.empty();
        }
        return Optional.of(new RistrettoPoint(new EdwardsPoint(x, y, FieldElement.ONE, t)));
    }

    /** The 32 bytes of this element; equal elements have equal bytes. */
    public byte[] encoded() {
        FieldElement u1 = point.z().plus(point.y()).times(point.z().minus(point.y()));
        FieldElement u2 = point.x().times(point.y());
        FieldElement inverse = FieldElement.rootOfQuotient(FieldElement.ONE, u1.times(u2.squared()))
                .root();
        FieldElement denominator1 = inverse.times(u1);
        FieldElement denominator2 = inverse.times(u2);
        FieldElement inverseZ = denominator1.times(denominator2).times(point.t());
        int rotate = point.t().times(inverseZ).isNegative();
        FieldElement x = FieldElement.select(rotate, point.y().times(FieldElement.SQRT_M1), point.x());
        FieldElement y = FieldElement.select(rotate, point.x().times(FieldElement.SQRT_M1), point.y());
        FieldElement denominator = FieldElement.select(rotate, denominator1.times(INVSQRT_A_MINUS_D), denominator2);
        y = y.negatedIf(x.times(inverseZ).isNegative());
        return denominator.times(point.z().minus(y)).absolute().bytes();
    }

    public RistrettoPoint plus(RistrettoPoint other) {
        return new RistrettoPoint(point.plus(other.point));
    }

    public RistrettoPoint negated() {
        return new RistrettoPoint(point.negated());
    }

    /** This element so many times; each bit costs one doubling and one addition, which is kept or dropped by a mask. */
    public RistrettoPoint times(Scalar scalar) {
        EdwardsPoint sum = EdwardsPoint.IDENTITY;
        for (int i = Scalar.BITS - 1; i >= 0; i--) {
            sum = sum.doubled();
            sum = EdwardsPoint.select(scalar.bit(i), sum.plus(point), sum);
        }
        return new RistrettoPoint(sum);
    }

    /** a·p + b·q for what is public: in one go, and in a time that depends on the scalars. */
    public static RistrettoPoint publicSum(Scalar a, RistrettoPoint p, Scalar b, RistrettoPoint q) {
        EdwardsPoint both = p.point.plus(q.point);
        EdwardsPoint sum = EdwardsPoint.IDENTITY;
        for (int i = Scalar.BITS - 1; i >= 0; i--) {
            sum = sum.doubled();
            if (a.bit(i) == 1) {
                sum = sum.plus(b.bit(i) == 1 ? both : p.point);
            } else if (b.bit(i) == 1) {
                sum = sum.plus(q.point);
            }
        }
        return new RistrettoPoint(sum);
    }
}
