package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MinerHttpTest extends MinerHttpFixture {
    @ParameterizedTest
    @CsvSource({
        "301, PROTOCOL",
        "302, PROTOCOL",
        "307, PROTOCOL",
        "204, PROTOCOL",
        "201, PROTOCOL",
        "400, HTTP_4XX",
        "404, HTTP_4XX",
        "401, HTTP_401_403",
        "403, HTTP_401_403",
        "429, RATE_LIMITED",
        "500, HTTP_5XX",
        "503, HTTP_5XX",
        "599, HTTP_5XX",
        "600, PROTOCOL",
        "999, PROTOCOL"
    })
    @Tag("P-29")
    void everyStatusHasItsCode(int status, Code code) throws IOException {
        try (RawServer server = new RawServer(saying(
                "HTTP/1.1 " + status + " X\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(codeOf(server)).isEqualTo(code);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (RawServer other = new RawServer(connection -> connection.answer(200, "{}"));
                RawServer server = new RawServer(saying("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:"
                        + other.port() + "/\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(codeOf(server)).isEqualTo(Code.PROTOCOL);
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void anErrorBodyIsQuotedCleanedAndRetryAfterIsBelievedUpToTenMinutes() throws IOException {
        String body = "{\"detail\": \"Rate limit exceeded for 10.1.2.3\"}";
        try (RawServer server = new RawServer(saying(
                "HTTP/1.1 429 X\r\nRetry-After: 86400\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))) {
            StatusException trouble = (StatusException) troubleOf(ask(get(server.port(), LIMIT, false)));

            assertThat(trouble.failure().message())
                    .isEqualTo("the miner asks us to come more slowly: Rate limit exceeded for [IP]");
            assertThat(trouble.retryAfter()).contains(Duration.ofSeconds(600));
        }
    }

    @Test
    void anEndlessErrorBodyIsReadToItsCapOnly() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 500 X\r\nContent-Length: 99999999\r\n\r\n");
            byte[] block = new byte[4096];
            while (true) {
                connection.say(block);
            }
        })) {
            assertThat(codeOf(server)).isEqualTo(Code.HTTP_5XX);
            await().atMost(Duration.ofSeconds(5)).until(() -> server.closedByPeer() == 1);
        }
    }

    @Test
    @Tag("P-29")
    void aRefusedConnectionIsUnreachable() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(codeOf(ask(get(port, LIMIT, false)))).isEqualTo(Code.UNREACHABLE);
    }

    @Test
    void aConnectionThatIsNotAcceptedInTimeIsAConnectTimeout() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                Socket filler = new Socket();
                fillers.add(filler);
                CompletableFuture.runAsync(() -> {
                    try {
                        filler.connect(full.getLocalSocketAddress(), 2000);
                    } catch (IOException full2) {
                        assertThat(full2).isNotNull();
                    }
                });
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> fillers.stream().filter(Socket::isConnected).count() >= 2);
            assertThat(codeOf(ask(get(full.getLocalPort(), Duration.ofSeconds(5), false))))
                    .isEqualTo(Code.TIMEOUT_CONNECT);
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    @Tag("P-29")
    void aSilentMinerIsAReadTimeout() throws IOException {
        try (RawServer server = new RawServer(saying(""))) {
            assertThat(codeOf(server)).isEqualTo(Code.TIMEOUT_READ);
        }
    }

    @Test
    void aMinerSilentAfterItsHeadersIsAReadTimeout() throws IOException {
        try (RawServer server = new RawServer(saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"))) {
            assertThat(codeOf(server)).isEqualTo(Code.TIMEOUT_READ);
        }
    }

    @Test
    void aSlowDripEndsAtTheTotalDeadline() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
            connection.drip();
        })) {
            long start = System.nanoTime();
            assertThat(codeOf(server)).isEqualTo(Code.TIMEOUT_TOTAL);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(LIMIT.minusMillis(2), LIMIT.plusMillis(1500));
            await().atMost(Duration.ofSeconds(5)).until(() -> server.closedByPeer() == 1);
        }
    }

    @Test
    void headersThatDripEndAtTheDeadlineToo() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nX: ");
            connection.drip();
        })) {
            assertThat(codeOf(server)).isEqualTo(Code.TIMEOUT_READ);
        }
    }

    @Test
    void aBodyAnnouncedAsTooLargeIsNotRead() throws IOException {
        try (RawServer server = new RawServer(saying("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\nabc"))) {
            assertThat(codeOf(server)).isEqualTo(Code.OVERSIZE);
        }
    }

    @Test
    void aBodyThatGrowsBeyondTheCapIsStoppedThere() throws IOException {
        AtomicInteger sent = new AtomicInteger();
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.say("100\r\n" + "x".repeat(256) + "\r\n");
                sent.incrementAndGet();
            }
        })) {
            assertThat(codeOf(server)).isEqualTo(Code.OVERSIZE);
            await().atMost(Duration.ofSeconds(5)).until(() -> server.closedByPeer() == 1);
            assertThat(sent.get()).isLessThan(100_000);
        }
    }

    @Test
    void aBodyOfExactlyTheCapIsTaken() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.answer(200, "y".repeat(CAP));
            connection.waitForEnd();
        })) {
            assertThat(ask(get(server.port(), LIMIT, false)).join()).isEqualTo("y".repeat(CAP));
        }
    }

    @Test
    void aTruncatedBodyIsAvailability() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        })) {
            assertThat(codeOf(server)).isEqualTo(Code.UNREACHABLE);
        }
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            connection.reset();
        })) {
            assertThat(codeOf(server)).isEqualTo(Code.UNREACHABLE);
        }
    }

    @Test
    void aBodyWhoseEndCannotBeToldIsProtocol() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc");
        })) {
            assertThat(codeOf(server)).isEqualTo(Code.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is not HTTP\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
            })
    void whatIsNotHttpAsAskedForIsProtocol(String text) throws IOException {
        try (RawServer server = new RawServer(saying(text))) {
            assertThat(codeOf(server)).isEqualTo(Code.PROTOCOL);
        }
    }

    @Test
    void endlessHeadersAreProtocol() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\n");
            while (true) {
                connection.say("X-Y: " + "z".repeat(1000) + "\r\n");
            }
        })) {
            assertThat(codeOf(server)).isEqualTo(Code.PROTOCOL);
        }
    }

    @Test
    void aBodyBelowTheLeastSpeedIsCutOff() throws IOException {
        MinerSettings settings =
                Settings.of(Map.of("fairweather.miner.scheme", "http", "fairweather.miner.chunk.rate-grace", "300ms"));
        MinerHttp demanding = new MinerHttp(vertx, settings);
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.say("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
            connection.drip();
        })) {
            CompletableFuture<Void> read = demanding
                    .open(get(server.port(), Duration.ofSeconds(20), false))
                    .subscribeAsCompletionStage()
                    .thenCompose(answer -> answer.read(CAP, true, piece -> {}).toCompletionStage());
            FailureException trouble = (FailureException) troubleOf(read);
            assertThat(trouble.code()).isEqualTo(Code.TIMEOUT_READ);
            assertThat(trouble.failure().message()).contains("262144 bytes per second");
        } finally {
            demanding.close();
        }
    }

    @Test
    void theTimeInWhichWeHoldTheBytesBackDoesNotCount() throws IOException {
        int length = 4 << 20;
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.answer(200, "x".repeat(length));
            connection.waitForEnd();
        })) {
            AtomicInteger got = new AtomicInteger();
            AtomicInteger gotWhileHeldBack = new AtomicInteger();
            CompletableFuture<Void> read = http.open(get(server.port(), LIMIT, false))
                    .subscribeAsCompletionStage()
                    .thenCompose(answer -> {
                        CompletionStage<Void> reading = answer.read(length, true, piece -> {
                                    got.addAndGet(piece.readableBytes());
                                    piece.release();
                                })
                                .toCompletionStage();
                        answer.pause();
                        vertx.setTimer(LIMIT.toMillis() + 400, late -> {
                            gotWhileHeldBack.set(got.get());
                            answer.resume();
                        });
                        return reading;
                    });
            read.join();
            assertThat(gotWhileHeldBack.get()).isLessThan(length / 2);
            assertThat(got.get()).isEqualTo(length);
        }
    }
}
