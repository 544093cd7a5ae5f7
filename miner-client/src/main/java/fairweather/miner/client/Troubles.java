package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Names what went wrong on the way to a miner. */
final class Troubles {
    private Troubles() {}

    /** Trouble with what is to be sent, which is our own. */
    static FailureException whilePreparing(Throwable cause) {
        return switch (cause) {
            case FailureException named -> named;
            case TimeoutException late ->
                new FailureException(Code.VALIDATOR_INTERNAL, "the request could not be signed in time", late);
            default ->
                new FailureException(
                        Code.VALIDATOR_INTERNAL,
                        "the request could not be made: " + cause.getClass().getSimpleName(),
                        cause);
        };
    }

    /** Trouble before anything was sent. */
    static FailureException whileConnecting(Throwable cause, boolean tls) {
        return switch (cause) {
            case FailureException named -> named;
            case ConnectTimeoutException late ->
                new FailureException(Code.TIMEOUT_CONNECT, "the miner did not accept a connection in time", late);
            case SslHandshakeTimeoutException late ->
                new FailureException(Code.TIMEOUT_CONNECT, "the miner did not finish the TLS handshake in time", late);
            case TimeoutException late ->
                new FailureException(Code.TIMEOUT_CONNECT, "the miner did not accept a connection in time", late);
            case SSLException refused ->
                new FailureException(Code.TLS, "the TLS handshake with the miner failed", refused);
            case HttpClosedException closed
            when tls ->
                new FailureException(Code.TLS, "the miner closed the connection during the TLS handshake", closed);
            case HttpClosedException closed ->
                new FailureException(Code.UNREACHABLE, "the miner closed the connection at once", closed);
            case IOException unreachable ->
                new FailureException(Code.UNREACHABLE, "no connection to the miner could be made", unreachable);
            default ->
                new FailureException(
                        Code.VALIDATOR_INTERNAL,
                        "the gateway could not connect: " + cause.getClass().getSimpleName(),
                        cause);
        };
    }

    /** Trouble after the request was sent. */
    static FailureException whileTalking(Throwable cause, String where) {
        return switch (cause) {
            case FailureException named -> named;
            case Throwable ours
            when ours instanceof Error || ours.getCause() instanceof Error ->
                new FailureException(
                        Code.VALIDATOR_INTERNAL,
                        "the gateway could not take the miner's answer: "
                                + ours.getClass().getSimpleName(),
                        ours);
            case Throwable broken
            when closed(broken) || broken instanceof PrematureChannelClosureException ->
                new FailureException(Code.UNREACHABLE, "the miner closed the connection " + where, broken);
            default ->
                new FailureException(
                        Code.PROTOCOL,
                        "the miner's answer is not HTTP: " + cause.getClass().getSimpleName(),
                        cause);
        };
    }

    /** Whether the connection simply was closed: on a pooled one this says nothing about the miner. */
    static boolean closed(Throwable cause) {
        return cause instanceof HttpClosedException || cause instanceof IOException && !(cause instanceof SSLException);
    }
}
