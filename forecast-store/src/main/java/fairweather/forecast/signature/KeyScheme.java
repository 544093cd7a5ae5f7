package fairweather.forecast.signature;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The signature schemes that a deployment may have. All its hotkeys, the validator's and the miners', are of one scheme:
 * an address does not tell which, so the configuration does.
 */
public enum KeyScheme {
    ED25519(new Ed25519()),
    SR25519(new Sr25519()),
    /** Whatever has the length of a signature holds; for development alone. Our own signatures are those of Ed25519. */
    NONE(new UncheckedSignatures());

    private final SignatureScheme signatures;

    KeyScheme(SignatureScheme signatures) {
        this.signatures = signatures;
    }

    /** How signatures are checked. */
    public SignatureScheme signatures() {
        return signatures;
    }

    /** The name in configurations and key files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scheme of this name, if it is one of which there are keys and whose signatures prove something. */
    public static Optional<KeyScheme> find(String id) {
        return Stream.of(ED25519, SR25519)
                .filter(scheme -> scheme.id().equals(id))
                .findFirst();
    }

    /** @throws IllegalArgumentException if {@link #find} finds none */
    public static KeyScheme named(String id) {
        return find(id).orElseThrow(
                        () -> new IllegalArgumentException("the signature schemes are ed25519 and sr25519"));
    }

    /**
     * The holder of a secret: a seed of 32 bytes or, for sr25519, also an expanded key of 64.
     *
     * @param random for schemes whose signatures need it; has to be a secure one outside tests
     * @throws IllegalArgumentException if the secret has another length
     */
    public Signer signer(byte[] secret, RandomGenerator random) {
        return switch (this) {
            case ED25519, NONE -> Ed25519.signer(secret);
            case SR25519 -> Sr25519.signer(secret, random);
        };
    }
}
