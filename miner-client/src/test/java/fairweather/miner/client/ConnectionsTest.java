package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.failure.Code;
import fairweather.miner.budget.ByteBudget;
import fairweather.miner.budget.ResponseBudgets;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connection a call gets, and how long it waits for one. */
@Timeout(30)
class ConnectionsTest extends MinerHttpFixture {
    @Test
    @Tag("P-44")
    void aPooledConnectionIsUsedAgainAndReplacedOnceWhenItTurnsOutClosed() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.answer(200, "first");
            if (connection.number() == 1) {
                // Answers once more, then takes a request and closes without a byte.
                connection.readRequest();
                connection.answer(200, "second");
                connection.readRequest();
                return;
            }
            connection.waitForEnd();
        })) {
            assertThat(ask(get(server.port(), LIMIT, false)).join()).isEqualTo("first");
            assertThat(ask(get(server.port(), LIMIT, false)).join()).isEqualTo("second");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(ask(get(server.port(), LIMIT, false)).join()).isEqualTo("first");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void theReplacementOfAClosedConnectionHasOnlyTheTimeThatIsLeft() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.readRequest();
            if (connection.number() == 1) {
                connection.answer(200, "first");
                connection.readRequest();
                pause(never, LIMIT.minusMillis(200));
                return;
            }
            connection.waitForEnd();
        })) {
            ask(get(server.port(), LIMIT, false)).join();
            long start = System.nanoTime();
            assertThat(codeOf(server)).isEqualTo(Code.TIMEOUT_READ);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT, LIMIT.plusMillis(300));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static void pause(CountDownLatch never, Duration duration) {
        try {
            assertThat(never.await(duration.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCallThatHasNoTimeLeftIsLateAndNotOurTrouble() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::waitForEnd)) {
            assertThat(codeOf(ask(get(server.port(), Duration.ofMillis(-1), false))))
                    .isIn(Code.TIMEOUT_READ, Code.TIMEOUT_CONNECT);
        }
    }

    @Test
    void aNewConnectionThatIsClosedAtOnceIsNotTriedAgain() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::readRequest)) {
            assertThat(codeOf(server)).isEqualTo(Code.UNREACHABLE);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aFreshReadHasItsOwnConnectionAndPassesCachesBy() throws IOException {
        List<String> heads = new ArrayList<>();
        try (RawServer server = new RawServer(connection -> {
            String head = connection.readRequest();
            while (!head.isEmpty()) {
                heads.add(head);
                connection.answer(200, "{}");
                head = connection.readRequest();
            }
        })) {
            ask(get(server.port(), LIMIT, false)).join();
            ask(get(server.port(), LIMIT, true)).join();
            ask(get(server.port(), LIMIT, true)).join();

            assertThat(server.connections()).isEqualTo(3);
            assertThat(heads.get(0))
                    .containsIgnoringCase("accept-encoding: identity")
                    .doesNotContain("no-cache");
            assertThat(heads.get(1)).containsIgnoringCase("cache-control: no-cache");
        }
    }

    @Test
    void neverMoreThanFourConnectionsAndTheWaitDoesNotCountAgainstTheMiner() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (RawServer server = new RawServer(connection -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            String head = connection.readRequest();
            while (!head.isEmpty()) {
                try {
                    go.await(5, TimeUnit.SECONDS);
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
                connection.answer(200, "ok");
                head = connection.readRequest();
            }
            now.decrementAndGet();
        })) {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                calls.add(ask(get(server.port(), Duration.ofSeconds(10), i % 3 == 0)));
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> server.connections() >= 4);
            go.countDown();
            for (CompletableFuture<String> call : calls) {
                assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("ok");
            }
            assertThat(most.get()).isEqualTo(4);
        }
    }

    private static MinerRequest impatient(int port) {
        return get(port, Deadline.in(Duration.ofSeconds(2), Duration.ofMillis(200)), false);
    }

    @Test
    void whoWaitsTooLongForAConnectionSpeaksOfUsAndNotOfTheMiner() throws IOException {
        MinerSettings settings =
                Settings.of(Map.of("fairweather.miner.scheme", "http", "fairweather.miner.pooled-connections", "1"));
        MinerHttp narrow = new MinerHttp(vertx, settings);
        try (RawServer server = new RawServer(saying(""))) {
            CompletableFuture<Answer> first =
                    narrow.open(impatient(server.port())).subscribeAsCompletionStage();
            CompletableFuture<Answer> second =
                    narrow.open(impatient(server.port())).subscribeAsCompletionStage();

            assertThat(List.of(codeOf(first), codeOf(second)))
                    .containsExactlyInAnyOrder(Code.TIMEOUT_READ, Code.VALIDATOR_INTERNAL);
        } finally {
            narrow.close();
        }
    }

    private static MinerHttp withBudget(String limit, String value) {
        return new MinerHttp(
                vertx,
                Settings.of(Map.of("fairweather.miner.scheme", "http", "fairweather.miner.budget." + limit, value)));
    }

    @Test
    void callsToAllMinersTogetherAreLimitedAndAMinerThatWaitsForOneIsNotBlamed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        MinerHttp narrow = withBudget("connections", "1");
        try (RawServer slow = new RawServer(connection -> {
                    connection.readRequest();
                    pause(go, connection);
                });
                RawServer quick = new RawServer(saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))) {
            CompletableFuture<String> first = ask(narrow, get(slow.port(), Duration.ofSeconds(5), false));
            await().until(() -> slow.connections() == 1);
            CompletableFuture<String> second = ask(narrow, get(quick.port(), LIMIT, false));

            assertThat(codeOf(narrow.open(impatient(quick.port())).subscribeAsCompletionStage()))
                    .isEqualTo(Code.VALIDATOR_INTERNAL);
            assertThat(quick.connections()).isZero();
            go.countDown();
            assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("late");
            assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo("ok");
        } finally {
            narrow.close();
        }
    }

    private static void pause(CountDownLatch go, RawServer.Connection connection) throws IOException {
        try {
            assertThat(go.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        connection.answer(200, "late");
        connection.waitForEnd();
    }

    private static CompletableFuture<String> ask(MinerHttp http, MinerRequest request) {
        return http.open(request)
                .subscribeAsCompletionStage()
                .thenCompose(answer -> body(answer, CAP))
                .toCompletableFuture();
    }

    @Test
    void whenTheHoursBytesAreReadNoMinerIsAskedAnyMore() throws Exception {
        MinerHttp poor = withBudget("hourly-bytes", "3");
        try (RawServer server = new RawServer(saying("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour"))) {
            assertThat(codeOf(ask(poor, get(server.port(), LIMIT, false)))).isEqualTo(Code.VALIDATOR_INTERNAL);
            assertThat(codeOf(ask(poor, get(server.port(), LIMIT, false)))).isEqualTo(Code.VALIDATOR_INTERNAL);
            assertThat(server.connections()).isEqualTo(1);
        } finally {
            poor.close();
        }
    }

    @Test
    void whatAResponseMayCostEndsTheReadingThatExceedsIt() throws Exception {
        ByteBudget budget = new ResponseBudgets(6).of(1);
        try (RawServer server = new RawServer(saying("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour"))) {
            CompletableFuture<String> first = http.open(get(server.port(), LIMIT, true))
                    .invoke(answer -> answer.spend(budget))
                    .subscribeAsCompletionStage()
                    .thenCompose(answer -> body(answer, CAP))
                    .toCompletableFuture();
            assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("four");
            CompletableFuture<String> second = http.open(get(server.port(), LIMIT, true))
                    .invoke(answer -> answer.spend(budget))
                    .subscribeAsCompletionStage()
                    .thenCompose(answer -> body(answer, CAP))
                    .toCompletableFuture();
            assertThat(codeOf(second)).isEqualTo(Code.OVERSIZE);
        }
    }
}
