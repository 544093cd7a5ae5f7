package fairweather.gateway.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The secret that the services share. */
public final class InternalToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] secret;

    private InternalToken(byte[] secret) {
        this.secret = secret;
    }

    /** @throws IllegalStateException if there is none: an open gateway would lend its identity to anybody */
    public static InternalToken of(Optional<String> configured) {
        String text = configured.map(String::strip).orElse("");
        if (text.isEmpty()) {
            throw new IllegalStateException(
                    "fairweather.internal-token is not set; the services need one secret that they share");
        }
        return new InternalToken(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether an Authorization header bears the secret; takes the same time wherever they differ. */
    boolean admits(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(secret, given);
    }
}
