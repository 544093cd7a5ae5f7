package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.budget.ByteBudget;
import fairweather.miner.settings.MinerSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.impl.ContextInternal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A miner's answer of which the head has been read and the body waits. It must be read to its end or discarded: until
 * then it holds one of the miner's connections. Use on the Vert.x context on which it was opened.
 */
public final class Answer {
    private static final long RATE_CHECK_MILLIS = 500;

    private final Vertx vertx;
    private final ContextInternal context;
    private final Exchange exchange;
    private final HttpClientResponse response;
    private final BodyTap tap;
    private final ByteBudget everybody;
    private final LargeBodies large;
    private final Prepared sent;
    private final MinerSettings.Chunk speed;
    private final boolean delimited;
    private final OptionalLong length;
    private final Promise<Void> end = Promise.promise();
    private Optional<ContentRange> part = Optional.empty();
    private ByteBudget own = ByteBudget.UNLIMITED;
    private Consumer<ByteBuf> reader;
    private long received;

    Answer(
            Vertx vertx,
            Exchange exchange,
            HttpClientResponse response,
            BodyTap tap,
            ByteBudget everybody,
            LargeBodies large,
            Prepared sent,
            MinerSettings.Chunk speed) {
        this.vertx = vertx;
        // Pieces and their end have to come on the same one, or the end could come first.
        this.context = (ContextInternal) vertx.getOrCreateContext();
        this.exchange = exchange;
        this.response = response;
        this.tap = tap;
        this.everybody = everybody;
        this.large = large;
        this.sent = sent;
        this.speed = speed;
        this.length = declaredLength(response);
        this.delimited = length.isPresent() || response.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        response.exceptionHandler(broken -> fail(Troubles.whileTalking(broken, "in the middle of its answer")));
        response.endHandler(done -> ended());
        exchange.whenKilled(end::tryFail);
    }

    private static OptionalLong declaredLength(HttpClientResponse response) {
        String header = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return header != null && header.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(header))
                : OptionalLong.empty();
    }

    private void ended() {
        exchange.complete();
        if (part.isPresent() && received != part.get().length()) {
            end.tryFail(new FailureException(Code.PROTOCOL, "the miner sends a shorter part than it says"));
        } else {
            end.tryComplete();
        }
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

    /** Which part of the object this is; nothing if it is the whole. */
    public Optional<ContentRange> part() {
        return part;
    }

    /** @throws FailureException PROTOCOL if the answer's length is another than the part's */
    void isPart(ContentRange which) {
        if (length.isPresent() && length.getAsLong() != which.length()) {
            throw new FailureException(Code.PROTOCOL, "the miner announces a part of another length than it says");
        }
        part = Optional.of(which);
    }

    /** The body's bytes are spent from this budget too; it ends the reading when it is spent. */
    public void spend(ByteBudget budget) {
        own = budget;
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
        tap.pause(reader);
    }

    public void resume() {
        exchange.resumed();
        tap.resume(reader);
    }

    /**
     * The whole body, at most {@code cap} bytes. Fails with OVERSIZE as soon as more is announced or comes; the
     * connection is then closed.
     */
    public Future<Buffer> body(long cap) {
        Turn turn = new Turn();
        return body(cap, turn).onComplete(end -> turn.end());
    }

    /**
     * The same for somebody who keeps the bytes while a miner is asked for more.
     *
     * @param turn that is taken if the body is large; to be ended by the caller
     */
    public Future<Buffer> body(long cap, Turn turn) {
        WholeBody all = new WholeBody(this, large, exchange.patience(), turn);
        return read(cap, false, all::append).onComplete(end -> all.ended()).map(end -> all.ended());
    }

    /** {@link #body(long)} as an array. */
    public Uni<byte[]> bytes(long cap) {
        return array(() -> body(cap));
    }

    /** {@link #body(long, Turn)} as an array. */
    public Uni<byte[]> bytes(long cap, Turn turn) {
        return array(() -> body(cap, turn));
    }

    private static Uni<byte[]> array(Supplier<Future<Buffer>> body) {
        return Uni.createFrom()
                .completionStage(() -> body.get().map(Buffer::getBytes).toCompletionStage());
    }

    /** The first {@code cap} bytes of a body that may be longer; never fails because of its length. */
    Future<Buffer> beginning(int cap) {
        Buffer all = Buffer.buffer();
        return read(Long.MAX_VALUE, false, piece -> {
                    append(piece, all);
                    if (all.length() >= cap) {
                        exchange.close();
                    }
                })
                .otherwiseEmpty()
                .map(done -> all.length() > cap ? all.getBuffer(0, cap) : all);
    }

    private static void append(ByteBuf piece, Buffer all) {
        try {
            all.appendBytes(ByteBufUtil.getBytes(piece));
        } finally {
            piece.release();
        }
    }

    /**
     * Hands the body on piece by piece as it comes; whoever takes a piece has to release it. Completes when the body
     * has ended; fails with OVERSIZE, TIMEOUT_TOTAL, TIMEOUT_READ, UNREACHABLE or PROTOCOL, and then the connection is
     * closed.
     *
     * @param demanding whether the least average speed is asked for
     */
    public Future<Void> read(long cap, boolean demanding, Handler<ByteBuf> sink) {
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
        if (part.isPresent() && part.get().total() > cap) {
            exchange.close();
            return failed(Code.OVERSIZE, "the miner sends a part of more than the allowed " + cap + " bytes");
        }
        if (demanding) {
            demandSpeed();
        }
        reader = piece -> context.emit(piece, here -> take(here, cap, sink));
        tap.open(reader);
        return end.future();
    }

    /** From now on the least average speed is asked for. */
    void demandSpeed() {
        long watch = vertx.setPeriodic(RATE_CHECK_MILLIS, tick -> checkSpeed());
        end.future().onComplete(done -> vertx.cancelTimer(watch));
    }

    private void take(ByteBuf piece, long cap, Handler<ByteBuf> sink) {
        exchange.bodyByteCame();
        received += piece.readableBytes();
        if (end.future().isComplete()) {
            piece.release();
            return;
        }
        try {
            everybody.spend(piece.readableBytes());
            own.spend(piece.readableBytes());
            requireLength(cap);
        } catch (FailureException tooMuch) {
            piece.release();
            exchange.kill(tooMuch);
            return;
        }
        hand(piece, sink);
    }

    /** A piece that is lost here would make the body another one than the miner's, which would be held against it. */
    private void hand(ByteBuf piece, Handler<ByteBuf> sink) {
        try {
            sink.handle(piece);
        } catch (RuntimeException | OutOfMemoryError ours) {
            exchange.kill(new FailureException(
                    Code.VALIDATOR_INTERNAL,
                    "the miner's bytes could not be kept: " + ours.getClass().getSimpleName(),
                    ours));
        }
    }

    private void requireLength(long cap) {
        if (received > cap) {
            throw new FailureException(Code.OVERSIZE, "the miner sends more than the allowed " + cap + " bytes");
        }
        if (part.isPresent() && received > part.get().length()) {
            throw new FailureException(Code.PROTOCOL, "the miner sends a longer part than it says");
        }
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
