package fairweather.check.evidence;

import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.SignatureScheme;
import java.util.Optional;
import java.util.stream.Stream;

/** The signature schemes that prove something. */
final class Schemes {
    private Schemes() {}

    static Optional<SignatureScheme> named(String name) {
        return Stream.of(KeyScheme.values())
                .filter(scheme -> scheme != KeyScheme.NONE && scheme.id().equals(name))
                .map(KeyScheme::signatures)
                .findFirst();
    }
}
