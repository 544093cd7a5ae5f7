package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import fairweather.forecast.protocol.MinerWords;
import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(MigratedDatabase.class)
class ObjectProxyTest {
    private static final String KEY = "10u/0.0.0";
    private static final String PATH = FakeMiner.STORE + "/" + KEY;

    /** What four sockets' buffers and the queues of three programs may hold. */
    private static final long UNDER_WAY = 24L << 20;

    @TestHTTPResource
    URI service;

    private FakeMiner miner;
    private Rows.Response response;

    @BeforeEach
    void startMiner() {
        miner = new FakeMiner();
        response = miner.seeded();
        miner.frozen();
    }

    @AfterEach
    void stopMiner() {
        miner.close();
    }

    private void problem(Response reply, int status, String code) {
        reply.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("urn:fairweather:code:" + code))
                .body("detail", not(containsString("127.0.0.1")));
    }

    @Test
    void theMinersBytesArePassedOn() {
        Response reply = Gateway.object(response, KEY);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/octet-stream");
        assertThat(reply.header("Content-Length")).isEqualTo(Integer.toString(FakeMiner.CHUNK.length));
        assertThat(reply.asByteArray()).isEqualTo(FakeMiner.CHUNK);
    }

    @Test
    void anEmptyObjectAndOneOfUnknownLengthArriveWhole() {
        miner.put("10u/empty", new byte[0]);
        assertThat(Gateway.object(response, "10u/empty").asByteArray()).isEmpty();
        miner.script(PATH, request -> {
            request.response().setChunked(true).write("one ");
            request.response().end("two");
        });
        assertThat(Gateway.object(response, KEY).asString()).isEqualTo("one two");
    }

    @Test
    void oneTokenServesManyReadsAndIsReplacedOnceWhenRefused() {
        for (int i = 0; i < 3; i++) {
            assertThat(Gateway.object(response, KEY).statusCode()).isEqualTo(200);
        }
        assertThat(miner.asked(MinerWords.PATH_ACCESS)).isEqualTo(1);

        miner.changeToken("aaaaaaaa.second-token.cccc");
        assertThat(Gateway.object(response, KEY).asByteArray()).isEqualTo(FakeMiner.CHUNK);
        assertThat(miner.asked(MinerWords.PATH_ACCESS)).isEqualTo(2);

        miner.answerWith(PATH, 403);
        problem(Gateway.object(response, KEY), 502, "HTTP_401_403");
        assertThat(miner.asked(MinerWords.PATH_ACCESS)).isEqualTo(3);
    }

    @Test
    void aConfirmingReadPassesCachesBy() {
        Gateway.object(response, KEY);
        assertThat(miner.requests().getLast().headers()).doesNotContainKey("cache-control");
        assertThat(Gateway.object(response, KEY + "?fresh=true").asByteArray()).isEqualTo(FakeMiner.CHUNK);
        assertThat(miner.requests().getLast().headers()).containsEntry("cache-control", "no-cache");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void aListedObjectThatIsGoneIsMissing(int status) {
        miner.answerWith(PATH, status);
        problem(Gateway.object(response, KEY), status, "INTEGRITY_CHUNK_MISSING");
    }

    @Test
    void anObjectThatWasNeverListedIsUnlisted() {
        problem(Gateway.object(response, "10u/9.9.9"), 404, "INTEGRITY_CHUNK_UNLISTED");
    }

    @ParameterizedTest
    @CsvSource({"500, 502, HTTP_5XX", "429, 502, RATE_LIMITED", "400, 502, HTTP_4XX", "302, 502, PROTOCOL"})
    void troubleBeforeTheFirstByteIsAProblem(int miners, int ours, String code) {
        miner.answerWith(PATH, miners);
        problem(Gateway.object(response, KEY), ours, code);
    }

    @Test
    void silenceBeforeTheFirstByteIsAProblem() {
        miner.script(PATH, request -> {});
        problem(Gateway.object(response, KEY), 504, "TIMEOUT_READ");
        miner.script(
                PATH,
                request -> request.response().putHeader("Content-Length", "5").writeHead());
        problem(Gateway.object(response, KEY), 504, "TIMEOUT_READ");
    }

    @Test
    void aMinerThatIsSlowInEverythingHasTheTimeOfOneAccessAndOneObjectOnly() {
        miner.script(PATH, request -> {
            miner.script(PATH, silence -> {});
            miner.delay(MinerWords.PATH_ACCESS, Duration.ofMillis(1200));
            request.response().setStatusCode(401).end();
        });
        miner.delay(PATH, Duration.ofMillis(2500));
        long start = System.nanoTime();
        problem(Gateway.object(response, KEY), 504, "TIMEOUT_TOTAL");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(4500), Duration.ofMillis(5500));
        assertThat(miner.asked(PATH)).isEqualTo(2);
    }

    @Test
    void anObjectAnnouncedBeyondItsCapIsAProblem() {
        miner.script(PATH, request -> {
            request.response()
                    .putHeader("Content-Length", Long.toString((128L << 20) + 1))
                    .writeHead();
        });
        problem(Gateway.object(response, KEY), 502, "OVERSIZE");
    }

    @Test
    void metadataHaveASmallerCapAndBreakOffWhenTheyGrowBeyondIt() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        miner.script(FakeMiner.STORE + "/10u/.zarray", request -> {
            request.response().closeHandler(gone -> closed.set(true));
            request.response().setChunked(true).write(Buffer.buffer(new byte[(1 << 20) + 1]));
        });
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read("10u/.zarray"));
        await().atMost(Duration.ofSeconds(5)).untilTrue(closed);
    }

    private byte[] read(String key) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request(key), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private HttpRequest request(String key) {
        return HttpRequest.newBuilder(service.resolve("/internal/v1/responses/" + response.id() + "/objects/" + key))
                .header("Authorization", "Bearer " + MigratedDatabase.TOKEN)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesThatBreakOffResetTheConnection(boolean announced) {
        miner.script(PATH, request -> {
            HttpServerResponse answer = request.response();
            if (announced) {
                answer.putHeader("Content-Length", "1000");
            } else {
                answer.setChunked(true);
            }
            answer.write("the beginning")
                    .onComplete(written -> request.connection().close());
        });
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(KEY));
    }

    @Test
    void aDripAfterTheFirstByteEndsAtTheTotalDeadlineWithAReset() {
        miner.script(
                PATH,
                request ->
                        request.response().putHeader("Content-Length", "1000").write("x"));
        long start = System.nanoTime();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(KEY));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(8));
    }

    @Test
    void ofAHundredMebibytesNeverMoreIsUnderWayThanSocketsHold() throws Exception {
        AtomicLong sent = new AtomicLong();
        long whole = 100L << 20;
        miner.script(PATH, request -> {
            HttpServerResponse answer = request.response();
            answer.putHeader("Content-Length", Long.toString(whole));
            pour(answer, new byte[64 * 1024], sent, whole);
        });
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream body = client.send(request(KEY), HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            long taken = 0;
            for (int portion = 0; portion < 20; portion++) {
                taken += body.readNBytes(1 << 20).length;
                await().pollInterval(Duration.ofMillis(5)).until(new StandsStill(sent));
                assertThat(sent.get() - taken).isLessThan(UNDER_WAY);
            }
            taken += body.transferTo(OutputStream.nullOutputStream());
            assertThat(taken).isEqualTo(whole);
        }
    }

    @Test
    void aTokenThatEndsWhileABodyComesIsReplacedForTheNextReadAndDoesNotBreakTheFirst() throws Exception {
        AtomicReference<HttpServerResponse> first = new AtomicReference<>();
        miner.script(PATH, request -> {
            first.set(request.response().setChunked(true));
            first.get().write("the beginning, ");
        });
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream body = client.send(request(KEY), HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(body.readNBytes(4)).isEqualTo("the ".getBytes(StandardCharsets.US_ASCII));
            miner.unscript(PATH);
            miner.changeToken("aaaaaaaa.second-token.cccc");

            assertThat(Gateway.object(response, KEY).asByteArray()).isEqualTo(FakeMiner.CHUNK);
            first.get().end("the end");
            assertThat(new String(body.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("beginning, the end");
        }
        assertThat(miner.asked(MinerWords.PATH_ACCESS)).isEqualTo(2);
    }

    /** True while nothing more was sent since it was asked last. */
    private static final class StandsStill implements Callable<Boolean> {
        private final AtomicLong sent;
        private long before = -1;

        StandsStill(AtomicLong sent) {
            this.sent = sent;
        }

        @Override
        public Boolean call() {
            long now = sent.get();
            boolean still = now == before;
            before = now;
            return still;
        }
    }

    private static void pour(HttpServerResponse answer, byte[] block, AtomicLong sent, long whole) {
        while (sent.get() < whole && !answer.writeQueueFull()) {
            answer.write(Buffer.buffer(block));
            sent.addAndGet(block.length);
        }
        if (sent.get() >= whole) {
            answer.end();
        } else {
            answer.drainHandler(drained -> pour(answer, block, sent, whole));
        }
    }

    @Test
    void aReaderThatGoesAwayEndsTheReadFromTheMiner() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        miner.script(PATH, request -> {
            request.response().closeHandler(gone -> closed.set(true));
            request.response().putHeader("Content-Length", "100000").write("the beginning");
        });
        try (Socket reader = new Socket(service.getHost(), service.getPort())) {
            reader.getOutputStream()
                    .write(("GET /internal/v1/responses/" + response.id() + "/objects/" + KEY
                                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + MigratedDatabase.TOKEN
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(reader.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 OK");
        }
        await().atMost(Duration.ofSeconds(2)).untilTrue(closed);
    }

    @Test
    void whatIsNotFrozenIsNotReady() {
        Rows.Response early = Rows.response("hk-early", "127.0.0.1", miner.port());
        problem(Gateway.object(early, KEY), 409, "NOT_READY");
    }

    @Test
    void aMinerThatForgotWhereItsForecastIsIsNotReadyAndOneThatClaimsAnotherHasChangedIt() {
        miner.reply(MinerWords.PATH_ACCESS, new JsonObject().put("status", "processing"));
        problem(Gateway.object(response, KEY), 409, "NOT_READY");
        miner.claim(FakeMiner.STORE, "12".repeat(32));
        problem(Gateway.object(response, KEY), 409, "INTEGRITY_CHANGED_CLAIM");
    }

    @Test
    void whoLostTheSlotIsNotRead() {
        Rows.giveSlotTo(response, "somebody-else");
        problem(Gateway.object(response, KEY), 409, "DEREGISTERED");
        assertThat(miner.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2fetc",
                "a%00b",
                "a%20b",
                "a//b",
                "%2e%2e/x",
                "a/b/c/d/e/f/g/h/i",
                "a%0d%0ab",
                "caf%C3%A9",
                ""
            })
    void anOutlandishNameIsRefusedBeforeAnybodyIsAsked(String key) throws IOException, InterruptedException {
        // A client that sends the address as it is written; others tidy it up first.
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> reply = client.send(request(key), HttpResponse.BodyHandlers.ofString());

            assertThat(reply.statusCode()).isIn(400, 404);
            assertThat(reply.headers().firstValue("content-type")).contains("application/problem+json");
        }
        assertThat(miner.requests()).isEmpty();
    }

    @Test
    void manyReadersAtOnceGetTheirBytesAndOneTokenIsAskedFor() {
        List<CompletableFuture<byte[]>> readers = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 20; i++) {
                readers.add(client.sendAsync(request(KEY), HttpResponse.BodyHandlers.ofByteArray())
                        .thenApply(HttpResponse::body));
            }
            readers.forEach(reader -> assertThat(reader.join()).isEqualTo(FakeMiner.CHUNK));
        }
        assertThat(miner.asked(MinerWords.PATH_ACCESS)).isEqualTo(1);
    }
}
