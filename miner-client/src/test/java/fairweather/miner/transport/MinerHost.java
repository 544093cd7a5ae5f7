package fairweather.miner.transport;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import fairweather.miner.egress.Destination;
import fairweather.simulator.miner.EncryptionKeys;
import fairweather.simulator.miner.FiberGate;
import fairweather.simulator.miner.Miner;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.Request;
import fairweather.simulator.protocol.RequestKind;
import fairweather.simulator.trouble.NoTrouble;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A simulated miner on a port of its own. It has no forecasts, can be restarted, and somebody may stand before it who
 * changes what goes in and comes out.
 */
final class MinerHost implements AutoCloseable {
    private static final EncryptionKeys ENCRYPTION = new EncryptionKeys();

    private final Vertx vertx;
    private final KeyScheme scheme;
    private final Signer signer;
    private final InstantSource clock;
    private final boolean signsReplies;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<HttpConnection> connections = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Miner miner;
    private volatile UnaryOperator<Request> onTheWayIn = request -> request;
    private volatile Function<Request, Optional<Reply>> instead = request -> Optional.empty();
    private volatile Function<Reply, Reply> onTheWayOut = reply -> reply;

    MinerHost(Vertx vertx, KeyScheme scheme, Signer signer, InstantSource clock, boolean signsReplies) {
        this.vertx = vertx;
        this.scheme = scheme;
        this.signer = signer;
        this.clock = clock;
        this.signsReplies = signsReplies;
        this.miner = miner(FiberGate.open(clock));
        this.server = vertx.createHttpServer()
                .connectionHandler(connections::add)
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private Miner miner(FiberGate gate) {
        return new Miner(
                signer.address(),
                1,
                NoTrouble.NONE,
                start -> {
                    throw new FailureException(Code.REFERENCE_NOT_READY, "there are no forecasts here");
                },
                clock,
                scheme.signatures(),
                signsReplies ? Optional.of(signer) : Optional.empty(),
                ENCRYPTION,
                gate,
                token -> {});
    }

    /** As a new process on the same port: connections are closed, session keys are lost. */
    void restart() {
        restartWith(FiberGate.open(clock));
    }

    void restartWith(FiberGate gate) {
        miner = miner(gate);
        for (HttpConnection each : connections) {
            each.close().toCompletionStage().toCompletableFuture().join();
        }
        connections.clear();
    }

    void stop() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    Peer peer() {
        return new Peer(
                signer.address(), new Destination("127.0.0.1", InetAddress.getLoopbackAddress(), server.actualPort()));
    }

    Signer signer() {
        return signer;
    }

    /** Since the last restart. */
    long asked(RequestKind kind) {
        return miner.counters().count(kind);
    }

    /** What came in, in order, before anybody changed it. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request lastRequest() {
        return requests.getLast();
    }

    void changeRequests(UnaryOperator<Request> change) {
        onTheWayIn = change;
    }

    void changeReplies(Function<Reply, Reply> change) {
        onTheWayOut = change;
    }

    /** Answers this path in the miner's place. */
    void answer(String path, Reply reply) {
        instead = request -> request.path().equals(path) ? Optional.of(reply) : Optional.empty();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new HashMap<>();
            request.headers().forEach(each -> headers.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
            Request asked = new Request(request.method().name(), request.uri(), headers, body.getBytes());
            requests.add(asked);
            vertx.executeBlocking(() -> reply(onTheWayIn.apply(asked)), false).onSuccess(reply -> send(request, reply));
        });
    }

    private Reply reply(Request request) {
        return instead.apply(request).orElseGet(() -> onTheWayOut.apply(miner.answer(request)));
    }

    private static void send(HttpServerRequest request, Reply reply) {
        if (reply == Reply.NEVER) {
            return;
        }
        request.response().setStatusCode(reply.status());
        reply.headers().forEach(request.response()::putHeader);
        request.response().end(Buffer.buffer(reply.body()));
    }

    @Override
    public void close() {
        stop();
    }
}
