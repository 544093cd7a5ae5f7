package fairweather.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** A secret that its bearer shows in an Authorization header (RFC 6750). */
public final class BearerSecret {
    private static final String SCHEME = "Bearer ";

    private final String text;

    private BearerSecret(String text) {
        this.text = text;
    }

    /** Empty if the setting is missing or blank. */
    public static Optional<BearerSecret> of(Optional<String> configured) {
        return configured.map(String::strip).filter(text -> !text.isEmpty()).map(BearerSecret::new);
    }

    /** The value of an Authorization header that bears the secret. */
    public String authorization() {
        return SCHEME + text;
    }

    /** Whether an Authorization header bears the secret; takes the same time wherever they differ. */
    public boolean admits(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String given = authorization.substring(SCHEME.length()).strip();
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
