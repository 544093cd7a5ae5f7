package fairweather.forecast.signature.schnorrkel;

import fairweather.forecast.signature.ristretto.RistrettoPoint;
import fairweather.forecast.signature.ristretto.Scalar;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A secret scalar with its nonce seed, and the public key that belongs to them. Whatever is computed from the secret here
 * takes the same steps and touches the same memory for every secret. The secret lives as long as this object; the arrays
 * it was made from belong to the caller, who may wipe them.
 */
public final class SecretKey {
    public static final int SEED_BYTES = 32;
    public static final int EXPANDED_BYTES = 64;

    private static final int WITNESS_BYTES = 64;

    private final Scalar scalar;
    private final byte[] nonceSeed;
    private final byte[] publicKey;

    private SecretKey(Scalar scalar, byte[] nonceSeed) {
        this.scalar = scalar;
        this.nonceSeed = nonceSeed;
        this.publicKey = RistrettoPoint.GENERATOR.times(scalar).encoded();
    }

    /** The key of a 32-byte seed ("mini secret"), expanded as Ed25519 does it, which is what substrate uses. */
    public static SecretKey ofSeed(byte[] seed) {
        requireLength(seed, SEED_BYTES);
        byte[] hash = sha512(seed);
        byte[] clamped = Arrays.copyOf(hash, Scalar.BYTES);
        clamped[0] &= (byte) 0xf8;
        clamped[31] &= 0x3f;
        clamped[31] |= 0x40;
        byte[] divided = dividedByEight(clamped);
        SecretKey key = new SecretKey(
                Scalar.canonical(divided).orElseThrow(), Arrays.copyOfRange(hash, Scalar.BYTES, hash.length));
        for (byte[] secret : new byte[][] {hash, clamped, divided}) {
            Arrays.fill(secret, (byte) 0);
        }
        return key;
    }

    /**
     * The key of 64 bytes: the scalar as schnorrkel writes it (not multiplied by eight, as in Ed25519's form), then the
     * nonce seed.
     *
     * @throws IllegalArgumentException if the first half is not below the order of the group
     */
    public static SecretKey ofExpanded(byte[] expanded) {
        requireLength(expanded, EXPANDED_BYTES);
        byte[] half = Arrays.copyOf(expanded, Scalar.BYTES);
        Scalar scalar = Scalar.canonical(half)
                .orElseThrow(() -> new IllegalArgumentException("the first half of the key is not a scalar"));
        Arrays.fill(half, (byte) 0);
        return new SecretKey(scalar, Arrays.copyOfRange(expanded, Scalar.BYTES, EXPANDED_BYTES));
    }

    /** A clamped number is a multiple of the cofactor 8; the scalar is what is left without it. */
    private static byte[] dividedByEight(byte[] number) {
        byte[] result = new byte[number.length];
        for (int i = 0; i < number.length; i++) {
            int next = i + 1 < number.length ? number[i + 1] & 0xff : 0;
            result[i] = (byte) ((number[i] & 0xff) >> 3 | next << 5);
        }
        return result;
    }

    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** @param random has to be a secure one outside tests; a bad one alone does not give the key away */
    public byte[] sign(String context, byte[] message, RandomGenerator random) {
        Transcript transcript = Schnorrkel.transcript(context, message, publicKey);
        byte[] randomness = new byte[SEED_BYTES];
        random.nextBytes(randomness);
        byte[] witness = transcript.witness("signing", nonceSeed, randomness, WITNESS_BYTES);
        Scalar r = Scalar.reduced(witness);
        Arrays.fill(witness, (byte) 0);
        byte[] commitment = RistrettoPoint.GENERATOR.times(r).encoded();
        Scalar s = Schnorrkel.challenge(transcript, commitment).times(scalar).plus(r);
        byte[] signature = Arrays.copyOf(commitment, Schnorrkel.SIGNATURE_BYTES);
        System.arraycopy(s.bytes(), 0, signature, RistrettoPoint.BYTES, Scalar.BYTES);
        signature[Schnorrkel.MARKED_BYTE] |= (byte) Schnorrkel.MARK;
        return signature;
    }

    private static void requireLength(byte[] secret, int length) {
        if (secret.length != length) {
            throw new IllegalArgumentException("a key of this form has " + length + " bytes, not " + secret.length);
        }
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-512", missing);
        }
    }

    /** Says whose key it is and nothing of it. */
    @Override
    public String toString() {
        return "SecretKey";
    }
}
