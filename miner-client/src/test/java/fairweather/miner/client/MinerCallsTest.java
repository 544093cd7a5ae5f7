package fairweather.miner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.miner.egress.DestinationResolver;
import fairweather.miner.egress.EgressGuard;
import fairweather.miner.operation.AskedMiner;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MinerCallsTest {
    private static final AskedMiner NAMED = new AskedMiner(
            1,
            1,
            1,
            "hotkey",
            Instant.EPOCH,
            Optional.empty(),
            new AskedMiner.Slot("hotkey", "miner.example.org", 443),
            Optional.empty());

    @Test
    void theLookUpOfAHostNameBelongsToTheCallsTime() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));
        CountDownLatch busy = new CountDownLatch(1);
        MinerHttp http = new MinerHttp(vertx, PlainHttp.settings());
        // The only thread that could look the name up has something else to do.
        vertx.executeBlocking(() -> {
            busy.await();
            return null;
        });
        MinerCalls calls = new MinerCalls(
                new DestinationResolver(vertx, new EgressGuard(List.of(), Set.of(), own -> false)),
                http,
                (miner, path, data, deadline) -> Uni.createFrom().failure(new AssertionError("nobody to ask")),
                Duration.ofSeconds(20));
        try {
            long start = System.nanoTime();
            Deadline deadline = Deadline.in(Duration.ofSeconds(2), Duration.ZERO);
            assertThatExceptionOfType(FailureException.class)
                    .isThrownBy(() -> calls.ask(NAMED, "/x", MinerJson.object(), deadline)
                            .await()
                            .indefinitely())
                    .matches(failure -> failure.code() == Code.TIMEOUT_CONNECT);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(19));

            assertThatExceptionOfType(FailureException.class)
                    .isThrownBy(() -> calls.ask(NAMED, "/x", MinerJson.object(), deadline)
                            .await()
                            .indefinitely())
                    .matches(failure -> failure.code() == Code.TIMEOUT_TOTAL);
        } finally {
            busy.countDown();
            http.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
