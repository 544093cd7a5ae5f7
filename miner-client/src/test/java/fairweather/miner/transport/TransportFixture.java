package fairweather.miner.transport;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerHttp;
import fairweather.miner.client.MinerJson;
import fairweather.miner.client.MinerRequest;
import fairweather.miner.client.Prepared;
import fairweather.miner.client.RequestSigner;
import fairweather.miner.client.StatusException;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.Settings;
import fairweather.simulator.protocol.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A validator with a clock of its own, and miners on loopback. */
abstract class TransportFixture {
    static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AtomicInteger SEEDS = new AtomicInteger(100);

    static final Signer VALIDATOR = signer(1);
    static final String NOT_FOUND = "{\"status\":\"not_found\",\"job_id\":\"x\",\"message\":\"There is no such job.\"}";

    static Vertx vertx;

    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final InstantSource clock = () -> now;
    private final List<MinerHost> hosts = new ArrayList<>();
    private final List<MinerHttp> clients = new ArrayList<>();

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void closeAll() {
        clients.forEach(MinerHttp::close);
        hosts.forEach(MinerHost::close);
    }

    static Signer signer(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return Ed25519.signer(seed);
    }

    MinerHost host(int number, boolean signsReplies) {
        return host(number, signsReplies, Duration.ZERO);
    }

    /** @param skew how far the miner's clock is ahead of the validator's */
    MinerHost host(int number, boolean signsReplies, Duration skew) {
        MinerHost host = new MinerHost(vertx, signer(number), () -> now.plus(skew), signsReplies);
        hosts.add(host);
        return host;
    }

    MinerTransport direct(boolean requireSignedReplies) {
        return transport(
                Map.of("fairweather.miner.require-signed-replies", Boolean.toString(requireSignedReplies)), VALIDATOR);
    }

    MinerTransport fiber() {
        return transport(Map.of("fairweather.miner.transport", "fiber"), VALIDATOR);
    }

    MinerTransport transport(Map<String, String> own, Signer validator) {
        Map<String, String> all = new HashMap<>(own);
        all.put("fairweather.miner.scheme", "http");
        MinerSettings settings = Settings.of(all);
        MinerHttp http = http(settings);
        SplittableRandom random = new SplittableRandom(7);
        RequestSigner requests = new RequestSigner(validator, clock, new SplittableRandom(SEEDS.incrementAndGet()));
        return Transports.of(vertx, http, requests, new Ed25519(), clock, random, settings);
    }

    private MinerHttp http(MinerSettings settings) {
        MinerHttp http = new MinerHttp(vertx, settings);
        clients.add(http);
        return http;
    }

    static CompletableFuture<SignedReply> poll(MinerTransport transport, MinerHost host) {
        return poll(transport, host, LIMIT);
    }

    static CompletableFuture<SignedReply> poll(MinerTransport transport, MinerHost host, Duration limit) {
        return transport
                .ask(
                        host.peer(),
                        MinerWords.PATH_POLL,
                        MinerJson.object().put(MinerWords.JOB_ID, "x"),
                        Deadline.in(limit, LIMIT))
                .subscribeAsCompletionStage();
    }

    static String textOf(CompletableFuture<SignedReply> call) {
        return new String(call.join().body(), StandardCharsets.UTF_8);
    }

    static Code codeOf(CompletableFuture<?> call) {
        return switch (troubleOf(call)) {
            case StatusException status -> status.failure().code();
            case FailureException failure -> failure.code();
            case Throwable other -> throw new AssertionError(other);
        };
    }

    static Throwable troubleOf(CompletableFuture<?> call) {
        try {
            throw new AssertionError("expected trouble, got " + call.join());
        } catch (CompletionException failed) {
            return failed.getCause();
        }
    }

    /** Sends a recorded request once more as somebody on the way could; the status of the answer. */
    int resend(MinerHost host, Request request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.keySet().removeAll(List.of("host", "content-length"));
        Prepared prepared = new Prepared(headers, Buffer.buffer(request.body()));
        MinerHttp http = http(Settings.of(Map.of("fairweather.miner.scheme", "http")));
        return http.open(new MinerRequest(
                        host.peer().destination(),
                        host.peer().hotkey(),
                        HttpMethod.valueOf(request.method()),
                        request.target(),
                        () -> Future.succeededFuture(prepared),
                        Deadline.in(LIMIT, LIMIT),
                        true))
                .subscribeAsCompletionStage()
                .thenApply(answer -> {
                    int status = answer.status();
                    answer.discard();
                    return status;
                })
                .join();
    }
}
