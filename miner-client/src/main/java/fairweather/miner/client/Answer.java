package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.settings.MinerSettings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A miner's answer of which the head has been read and the body waits. It must be read to its end or discarded: until
 * then it holds one of the miner's connections. Use on the Vert.x context on which it was opened.
 */
public final class Answer {
    private static final long RATE_CHECK_MILLIS = 500;

    private final Vertx vertx;
    private final Exchange exchange;
    private final HttpClientResponse response;
    private final Prepared sent;
    private final MinerSettings.Chunk speed;
    private final boolean delimited;
    private final OptionalLong length;
    private final Promise<Void> end = Promise.promise();
    private long received;

    Answer(Vertx vertx, Exchange exchange, HttpClientResponse response, Prepared sent, MinerSettings.Chunk speed) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.response = response;
        this.sent = sent;
        this.speed = speed;
        this.length = declaredLength(response);
        this.delimited = length.isPresent() || response.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        response.exceptionHandler(broken -> fail(Troubles.whileTalking(broken, "in the middle of its answer")));
        response.endHandler(done -> {
            exchange.complete();
            end.tryComplete();
        });
        exchange.whenKilled(end::tryFail);
        response.pause();
    }

    private static OptionalLong declaredLength(HttpClientResponse response) {
        String header = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return header != null && header.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(header))
                : OptionalLong.empty();
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.getHeader(name);
    }

    /** All headers by lower-case name; of one that came several times, the first. */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        response.headers()
                .forEach(each -> headers.putIfAbsent(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
        return headers;
    }

    /** The sending that was answered, which may have been a repeated one. */
    public Prepared sent() {
        return sent;
    }

    /** The Content-Length, if the miner sent one. */
    public OptionalLong length() {
        return length;
    }

    /** Drops the rest by closing the connection. */
    public void discard() {
        exchange.close();
    }

    /** Ends the call, so that a reading in progress fails with this. */
    public void abort(FailureException reason) {
        exchange.kill(reason);
    }

    /** Holds the miner's bytes back; the time until {@link #resume} does not count against the miner. */
    public void pause() {
        exchange.paused();
        response.pause();
    }

    public void resume() {
        exchange.resumed();
        response.resume();
    }

    /**
     * The whole body, at most {@code cap} bytes. Fails with OVERSIZE as soon as more is announced or comes; the
     * connection is then closed.
     */
    public Future<Buffer> body(long cap) {
        Buffer all = Buffer.buffer();
        return read(cap, false, all::appendBuffer).map(all);
    }

    /** The first {@code cap} bytes of a body that may be longer; never fails because of its length. */
    Future<Buffer> beginning(int cap) {
        Buffer all = Buffer.buffer();
        return read(Long.MAX_VALUE, false, piece -> {
                    all.appendBuffer(piece);
                    if (all.length() >= cap) {
                        exchange.close();
                    }
                })
                .otherwiseEmpty()
                .map(done -> all.length() > cap ? all.getBuffer(0, cap) : all);
    }

    /**
     * Hands the body on piece by piece as it comes. Completes when the body has ended; fails with OVERSIZE,
     * TIMEOUT_TOTAL, TIMEOUT_READ, UNREACHABLE or PROTOCOL, and then the connection is closed.
     *
     * @param demanding whether the least average speed is asked for
     */
    public Future<Void> read(long cap, boolean demanding, Handler<Buffer> sink) {
        if (response.getHeader(HttpHeaders.CONTENT_ENCODING) != null
                && !"identity".equalsIgnoreCase(response.getHeader(HttpHeaders.CONTENT_ENCODING))) {
            exchange.close();
            return failed(Code.PROTOCOL, "the miner encoded its answer although it was asked not to");
        }
        String transfer = response.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (transfer != null && !"chunked".equalsIgnoreCase(transfer.strip())) {
            exchange.close();
            return failed(Code.PROTOCOL, "the miner encoded its answer in transfer by more than chunks");
        }
        if (!delimited) {
            exchange.close();
            return failed(Code.PROTOCOL, "the end of the miner's answer cannot be told from a broken connection");
        }
        if (length.isPresent() && length.getAsLong() > cap) {
            exchange.close();
            return failed(Code.OVERSIZE, "the miner announces more than the allowed " + cap + " bytes");
        }
        response.handler(piece -> take(piece, cap, sink));
        long watch = demanding ? vertx.setPeriodic(RATE_CHECK_MILLIS, tick -> checkSpeed()) : -1;
        response.resume();
        return end.future().onComplete(done -> vertx.cancelTimer(watch));
    }

    private void take(Buffer piece, long cap, Handler<Buffer> sink) {
        exchange.bodyByteCame();
        received += piece.length();
        if (end.future().isComplete()) {
            return;
        }
        if (received > cap) {
            exchange.kill(
                    new FailureException(Code.OVERSIZE, "the miner sends more than the allowed " + cap + " bytes"));
            return;
        }
        sink.handle(piece);
    }

    private void fail(FailureException failure) {
        end.tryFail(failure);
        exchange.close();
    }

    private void checkSpeed() {
        long nanos = exchange.minersNanos();
        if (nanos > speed.rateGrace().toNanos() && received * 1e9 / nanos < speed.minimumRate()) {
            exchange.kill(new FailureException(
                    Code.TIMEOUT_READ, "the miner sends less than " + speed.minimumRate() + " bytes per second"));
        }
    }

    private static <T> Future<T> failed(Code code, String message) {
        return Future.failedFuture(new FailureException(code, message));
    }
}
