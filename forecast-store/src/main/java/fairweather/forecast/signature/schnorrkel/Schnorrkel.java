package fairweather.forecast.signature.schnorrkel;

import fairweather.forecast.signature.ristretto.RistrettoPoint;
import fairweather.forecast.signature.ristretto.Scalar;
import java.util.Arrays;
import java.util.Optional;

/**
 * Schnorr signatures over ristretto255 as the crate schnorrkel makes them: R and s with R = s·B − k·A, where k comes from
 * a transcript of context, message, A and R. Bit 7 of the last byte marks them, against a mix-up with Ed25519.
 */
public final class Schnorrkel {
    public static final int SIGNATURE_BYTES = 64;

    static final int MARKED_BYTE = SIGNATURE_BYTES - 1;
    static final int MARK = 0x80;
    private static final int CHALLENGE_BYTES = 64;

    private Schnorrkel() {}

    /**
     * Whether the holder of the public key signed these bytes in this context. False for any other form of a signature
     * than the one that signing gives, and for the neutral element as a key, under which everybody could sign.
     */
    public static boolean verify(String context, byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES || (signature[MARKED_BYTE] & MARK) == 0) {
            return false;
        }
        byte[] commitment = Arrays.copyOf(signature, RistrettoPoint.BYTES);
        byte[] response = Arrays.copyOfRange(signature, RistrettoPoint.BYTES, SIGNATURE_BYTES);
        response[Scalar.BYTES - 1] &= (byte) ~MARK;
        Optional<RistrettoPoint> key = RistrettoPoint.decode(publicKey);
        Optional<Scalar> s = Scalar.canonical(response);
        if (key.isEmpty() || s.isEmpty() || Arrays.equals(publicKey, RistrettoPoint.IDENTITY.encoded())) {
            return false;
        }
        Scalar k = challenge(transcript(context, message, publicKey), commitment);
        RistrettoPoint expected = RistrettoPoint.publicSum(
                s.get(), RistrettoPoint.GENERATOR, k, key.get().negated());
        // What is not a canonical encoding is equal to none.
        return Arrays.equals(expected.encoded(), commitment);
    }

    static Transcript transcript(String context, byte[] message, byte[] publicKey) {
        Transcript transcript = new Transcript("SigningContext");
        transcript.append("", Transcript.text(context));
        transcript.append("sign-bytes", message);
        transcript.append("proto-name", Transcript.text("Schnorr-sig"));
        transcript.append("sign:pk", publicKey);
        return transcript;
    }

    static Scalar challenge(Transcript transcript, byte[] commitment) {
        transcript.append("sign:R", commitment);
        return Scalar.reduced(transcript.challenge("sign:c", CHALLENGE_BYTES));
    }
}
