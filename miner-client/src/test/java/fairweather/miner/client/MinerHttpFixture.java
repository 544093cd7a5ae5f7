package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.egress.Destination;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A client, and calls with it, for the tests of what miners do to it. */
abstract class MinerHttpFixture {
    static final Duration LIMIT = Duration.ofMillis(700);
    static final Duration QUEUE = Duration.ofSeconds(10);
    static final int CAP = 1000;

    static Vertx vertx;
    MinerHttp http;

    @BeforeAll
    static void startVertx() {
        // One event loop: a call that follows another finds the connection in the pool already.
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void makeClient() {
        http = new MinerHttp(vertx, PlainHttp.settings());
    }

    @AfterEach
    void closeClient() {
        http.close();
    }

    static MinerRequest get(int port, Duration limit, boolean fresh) {
        return get(port, Deadline.in(limit, QUEUE), fresh);
    }

    static MinerRequest get(int port, Deadline deadline, boolean fresh) {
        Destination destination = new Destination("127.0.0.1", InetAddress.getLoopbackAddress(), port);
        return new MinerRequest(
                destination, "hotkey", HttpMethod.GET, "/x", () -> Prepared.headersOnly(Map.of()), deadline, fresh);
    }

    CompletableFuture<String> ask(MinerRequest request) {
        return http.open(request)
                .subscribeAsCompletionStage()
                .thenCompose(answer -> body(answer, CAP))
                .toCompletableFuture();
    }

    static CompletionStage<String> body(Answer answer, long cap) {
        return Answers.requireOk(answer, true)
                .compose(ok -> ok.body(cap))
                .map(bytes -> bytes.toString(StandardCharsets.UTF_8))
                .toCompletionStage();
    }

    static Throwable troubleOf(CompletableFuture<?> call) {
        try {
            Object result = call.join();
            throw new AssertionError("expected trouble, got " + result);
        } catch (CompletionException failed) {
            return failed.getCause();
        }
    }

    Code codeOf(RawServer server) {
        return codeOf(ask(get(server.port(), LIMIT, false)));
    }

    static Code codeOf(CompletableFuture<?> call) {
        Throwable trouble = troubleOf(call);
        return trouble instanceof StatusException status
                ? status.failure().code()
                : ((FailureException) trouble).code();
    }

    static RawServer.Script saying(String text) {
        return connection -> {
            connection.readRequest();
            connection.say(text);
            connection.waitForEnd();
        };
    }
}
