package fairweather.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.scoring.rig.StubGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedObjectsTest {
    private static final ObjectKey KEY = ObjectKey.of("10u/0.0.0");
    private static final Duration LIMIT = Duration.ofSeconds(900);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicInteger looks = new AtomicInteger();
    /** How long the source takes for an object. */
    private Duration slowness = Duration.ZERO;

    private final BoundedObjects objects =
            new BoundedObjects(this::object, LIMIT, 25, looks::incrementAndGet, nanos::get);

    private byte[] object(ObjectKey key, long most) {
        pass(slowness);
        return new byte[10];
    }

    @Test
    void no_object_is_begun_after_the_time_of_a_lead_until_the_next_lead() {
        slowness = LIMIT.minusNanos(1);
        assertThat(objects.get(KEY, 100)).hasSize(10);
        slowness = Duration.ofNanos(1);
        assertThat(objects.get(KEY, 5)).hasSize(10);
        assertThatThrownBy(() -> objects.get(KEY, 100))
                .isInstanceOfSatisfying(
                        FailureException.class, late -> assertThat(late.code()).isEqualTo(Code.TIMEOUT_TOTAL))
                .hasMessageContaining("900 s");
        assertThatThrownBy(() -> objects.getFresh(KEY, 100)).isInstanceOf(FailureException.class);
        objects.restart();
        assertThat(objects.get(KEY, 100)).hasSize(10);
    }

    @Test
    void time_that_is_not_spent_on_objects_is_nobodys_time_out() {
        objects.get(KEY, 100);
        pass(LIMIT.multipliedBy(3));
        assertThat(objects.get(KEY, 100)).hasSize(10);
    }

    @Test
    void everything_that_is_read_counts_across_leads() {
        objects.get(KEY, 100);
        objects.getFresh(KEY, 100);
        objects.restart();
        objects.get(KEY, 100);
        assertThatThrownBy(() -> objects.get(KEY, 100))
                .isInstanceOfSatisfying(
                        FailureException.class, much -> assertThat(much.code()).isEqualTo(Code.OVERSIZE));
    }

    @Test
    void the_job_is_looked_at_every_ten_seconds_and_its_loss_ends_the_reading() {
        objects.get(KEY, 100);
        assertThat(looks).hasValue(0);
        pass(BoundedObjects.LOOK);
        objects.get(KEY, 100);
        objects.get(KEY, 5);
        assertThat(looks).hasValue(1);

        IllegalStateException lost = new IllegalStateException("lost");
        BoundedObjects others = new BoundedObjects(
                (key, most) -> new byte[10],
                LIMIT,
                25,
                () -> {
                    throw lost;
                },
                nanos::get);
        pass(BoundedObjects.LOOK);
        assertThatThrownBy(() -> others.get(KEY, 100)).isSameAs(lost);
    }

    @Test
    void an_interrupted_thread_begins_no_object() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> objects.get(KEY, 100)).isInstanceOf(ReadingInterrupted.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(objects.get(KEY, 100)).hasSize(10);
    }

    @Test
    void an_exchange_with_the_gateway_ends_with_its_thread_and_is_not_repeated() throws Exception {
        try (StubGateway gateway = new StubGateway()) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            gateway.serve(1, Map.of(KEY, new byte[10]));
            gateway.trouble(1, KEY.toString(), (exchange, bytes) -> {
                asked.countDown();
                return hangs(over);
            });
            ObjectReader reader = Gateway.at(
                            gateway.url(), "Bearer " + StubGateway.TOKEN, new Random(1), Duration.ofMinutes(10))
                    .objects(1, null);
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread attempt = Thread.ofPlatform().start(() -> {
                try {
                    reader.get(KEY, 100);
                    end.complete(null);
                } catch (RuntimeException stopped) {
                    end.complete(stopped);
                }
            });
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            attempt.interrupt();
            assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(ReadingInterrupted.class);
            over.countDown();
            assertThat(gateway.requests(1)).hasSize(1);
        }
    }

    private static boolean hangs(CountDownLatch over) throws IOException {
        try {
            return !over.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
