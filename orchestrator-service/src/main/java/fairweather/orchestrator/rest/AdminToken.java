package fairweather.orchestrator.rest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Who may call the admin API: anybody on this machine, or whoever bears the token if one is set. */
final class AdminToken {
    private static final String SCHEME = "Bearer ";

    /** Null if none is set. */
    private final byte[] secret;

    private AdminToken(byte[] secret) {
        this.secret = secret;
    }

    /** @throws IllegalStateException if the API would be open to other machines */
    static AdminToken of(String host, Optional<String> configured) {
        String text = configured.map(String::strip).orElse("");
        if (text.isEmpty() && !loopback(host)) {
            throw new IllegalStateException("quarkus.http.host is " + host
                    + ", which other machines can reach: set fairweather.admin.token, or stay on 127.0.0.1");
        }
        return new AdminToken(text.isEmpty() ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether every address of the host is a loopback one; false if it has none. */
    private static boolean loopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Whether a call with this Authorization header may pass; takes the same time wherever the secrets differ. */
    boolean admits(String authorization) {
        if (secret == null) {
            return true;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(secret, given);
    }
}
