package fairweather.orchestrator.rest;

import fairweather.runtime.BearerSecret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Who may call the admin API: anybody on this machine, or whoever bears the token if one is set. */
final class AdminToken {
    private final Optional<BearerSecret> secret;

    private AdminToken(Optional<BearerSecret> secret) {
        this.secret = secret;
    }

    /** @throws IllegalStateException if the API would be open to other machines */
    static AdminToken of(String host, Optional<String> configured) {
        Optional<BearerSecret> secret = BearerSecret.of(configured);
        if (secret.isEmpty() && !loopback(host)) {
            throw new IllegalStateException("quarkus.http.host is " + host
                    + ", which other machines can reach: set fairweather.admin.token, or stay on 127.0.0.1");
        }
        return new AdminToken(secret);
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

    /** Whether a call with this Authorization header may pass. */
    boolean admits(String authorization) {
        return secret.map(needed -> needed.admits(authorization)).orElse(true);
    }
}
