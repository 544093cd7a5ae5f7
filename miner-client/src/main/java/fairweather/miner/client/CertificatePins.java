package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;

/**
 * Trust on first use: the SHA-256 of the certificate's public key (SubjectPublicKeyInfo) per hotkey. With a file a key is
 * trusted for as long as its line stands there, without one for as long as the process lives.
 */
final class CertificatePins {
    private static final Logger LOG = Logger.getLogger(CertificatePins.class);

    private final Vertx vertx;
    private final Optional<PinFile> file;
    private final ConcurrentMap<String, String> pins = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> reported = new ConcurrentHashMap<>();

    private CertificatePins(Vertx vertx, Optional<PinFile> file) {
        this.vertx = vertx;
        this.file = file;
        file.ifPresent(kept -> pins.putAll(kept.read()));
    }

    /** @throws IllegalStateException if there is a file and it cannot be trusted */
    static CertificatePins kept(Vertx vertx, Optional<Path> file) {
        return new CertificatePins(vertx, file.map(PinFile::new));
    }

    /** Fails with TLS if the hotkey's server showed another key before. */
    void check(String hotkey, HttpConnection connection) {
        String shown = fingerprint(connection);
        String pinned = pins.putIfAbsent(hotkey, shown);
        if (pinned == null) {
            save();
        } else if (!pinned.equals(shown)) {
            report(hotkey, pinned, shown);
            throw new FailureException(Code.TLS, "the miner's certificate key is not the one it showed first");
        }
    }

    /** Once for each changed key, and not once for each call. */
    private void report(String hotkey, String pinned, String shown) {
        if (!shown.equals(reported.put(hotkey, shown))) {
            LOG.warnf("certificate key changed hotkey=%s pinned=%s shown=%s", hotkey, pinned, shown);
        }
    }

    /** The call goes on meanwhile: the key is trusted in memory already. */
    private void save() {
        file.ifPresent(kept -> vertx.executeBlocking(() -> {
                    kept.write(() -> Map.copyOf(pins));
                    return null;
                })
                .onFailure(trouble -> LOG.error("the file of certificate keys cannot be written", trouble)));
    }

    private static String fingerprint(HttpConnection connection) {
        try {
            return Sha256.hex(connection
                    .sslSession()
                    .getPeerCertificates()[0]
                    .getPublicKey()
                    .getEncoded());
        } catch (SSLPeerUnverifiedException nobody) {
            throw new FailureException(Code.TLS, "the miner showed no certificate", nobody);
        }
    }
}
