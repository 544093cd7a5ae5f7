package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import io.vertx.core.http.HttpConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Trust on first use: the SHA-256 of the certificate's public key per hotkey, for as long as the service lives. */
final class CertificatePins {
    private final ConcurrentMap<String, String> pins = new ConcurrentHashMap<>();

    /** Fails with TLS if the hotkey's server showed another key before. */
    void check(String hotkey, HttpConnection connection) {
        String shown = fingerprint(connection);
        String pinned = pins.putIfAbsent(hotkey, shown);
        if (pinned != null && !pinned.equals(shown)) {
            throw new FailureException(Code.TLS, "the miner's certificate key is not the one it showed first");
        }
    }

    private static String fingerprint(HttpConnection connection) {
        try {
            Certificate certificate = connection.sslSession().getPeerCertificates()[0];
            byte[] key = certificate.getPublicKey().getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (SSLPeerUnverifiedException nobody) {
            throw new FailureException(Code.TLS, "the miner showed no certificate", nobody);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
