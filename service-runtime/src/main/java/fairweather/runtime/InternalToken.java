package fairweather.runtime;

import java.util.Optional;

/** The secret that the services share; none of them starts without it. */
public record InternalToken(BearerSecret secret) {
    /** @throws IllegalStateException if there is none: an open gateway would lend its identity to anybody */
    public static InternalToken of(Optional<String> configured) {
        return BearerSecret.of(configured)
                .map(InternalToken::new)
                .orElseThrow(() -> new IllegalStateException(
                        "fairweather.internal-token is not set; the services need one secret that they share"));
    }
}
