package fairweather.miner.probe;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.failure.Sanitiser;
import fairweather.miner.egress.Destination;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.TlsMode;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Connects once without asking anything, and looks at the certificate. */
final class Doorstep {
    private final Vertx vertx;
    private final MinerSettings settings;
    private final InstantSource clock;

    Doorstep(Vertx vertx, MinerSettings settings, InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sentences about the connection; throws UNREACHABLE, TIMEOUT_CONNECT or TLS. */
    String[] look(Destination destination) {
        boolean tls = settings.scheme() == MinerSettings.Scheme.HTTPS;
        NetClient client = vertx.createNetClient(options(tls));
        try {
            NetSocket socket = client.connect(
                            SocketAddress.inetSocketAddress(
                                    new InetSocketAddress(destination.address(), destination.port())),
                            destination.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return tls ? certificate(socket.sslSession()) : new String[] {"open; plain HTTP, no TLS"};
        } catch (CompletionException trouble) {
            throw named(trouble.getCause());
        } finally {
            client.close();
        }
    }

    private NetClientOptions options(boolean tls) {
        boolean system = settings.tls() == TlsMode.SYSTEM;
        return new NetClientOptions()
                .setConnectTimeout((int) settings.timeout().connect().toMillis())
                .setSsl(tls)
                .setSslHandshakeTimeout(settings.timeout().connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTrustAll(!system)
                .setHostnameVerificationAlgorithm(system ? "HTTPS" : "");
    }

    private String[] certificate(SSLSession session) {
        try {
            Certificate shown = session.getPeerCertificates()[0];
            if (!(shown instanceof X509Certificate certificate)) {
                return new String[] {"open; " + session.getProtocol()};
            }
            String subject =
                    Sanitiser.clean(certificate.getSubjectX500Principal().getName());
            boolean selfSigned = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
            return new String[] {
                "open; " + session.getProtocol() + ", certificate of " + subject,
                (selfSigned ? "self-signed, " : "signed by another, ") + validity(certificate)
            };
        } catch (SSLPeerUnverifiedException nobody) {
            throw new FailureException(Code.TLS, "the miner showed no certificate", nobody);
        }
    }

    private String validity(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        String day = end.toString().substring(0, "2026-01-01".length());
        long days = Duration.between(clock.instant(), end).toDays();
        return days < 0 ? "EXPIRED on " + day : "valid until " + day + " (" + days + " days)";
    }

    private static FailureException named(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException late ->
                new FailureException(Code.TIMEOUT_CONNECT, "nothing accepted a connection in time", late);
            case SSLException refused -> new FailureException(Code.TLS, tlsTrouble(refused), refused);
            case ConnectException refused ->
                new FailureException(Code.UNREACHABLE, "the connection was refused: nothing listens there", refused);
            default -> new FailureException(Code.UNREACHABLE, "no connection could be made", cause);
        };
    }

    private static String tlsTrouble(SSLException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSslRecordException) {
                return "what listens there does not speak TLS";
            }
            if (cause instanceof CertificateException) {
                return "the certificate is not trusted: " + cause.getMessage();
            }
        }
        return "the TLS handshake failed";
    }
}
