package fairweather.check.evidence;

import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.SignatureScheme;
import java.util.Optional;

/** The signature schemes that prove something. */
final class Schemes {
    private Schemes() {}

    static Optional<SignatureScheme> named(String name) {
        return switch (name) {
            case "ed25519" -> Optional.of(new Ed25519());
            default -> Optional.empty();
        };
    }
}
