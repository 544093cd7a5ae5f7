package fairweather.reference.object;

import static fairweather.reference.object.Mirror.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostPaceTest {
    private static final Subject SUBJECT = new Subject("store", "key");

    private final OwnTime time = new OwnTime();

    private HostPace pace(int parallel, double perSecond, int burst) {
        return new HostPace("host", new HostLimits(parallel, perSecond, burst), HttpPatience.DEFAULT, time);
    }

    private void turns(HostPace pace, int count) throws InterruptedException {
        for (int turn = 0; turn < count; turn++) {
            pace.enter(SUBJECT);
            pace.leave();
        }
    }

    @Test
    void a_burst_is_free_and_then_the_rate_holds() throws InterruptedException {
        HostPace pace = pace(1, 2, 3);

        turns(pace, 3);
        assertThat(time.pauses).isEmpty();
        turns(pace, 4);
        assertThat(time.pauses).hasSize(4).allMatch(Duration.ofMillis(500)::equals);
    }

    @Test
    void silence_gives_the_burst_back_and_no_more() throws InterruptedException {
        HostPace pace = pace(1, 2, 3);
        turns(pace, 5);
        time.pause(Duration.ofHours(10));
        time.pauses.clear();

        turns(pace, 3);
        assertThat(time.pauses).isEmpty();
        turns(pace, 1);
        assertThat(time.pauses).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void a_longer_quiet_holds_against_a_shorter_one() throws InterruptedException {
        HostPace pace = pace(1, 2, 3);
        pace.hush(Duration.ofSeconds(50));
        pace.hush(Duration.ofSeconds(5));

        turns(pace, 1);

        assertThat(Duration.between(OwnTime.START, time.now())).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    @Timeout(30)
    void whoever_is_interrupted_leaves_the_place_free() throws InterruptedException {
        HostPace pace = pace(1, 0.001, 1);
        turns(pace, 1);
        time.interruptPauses(true);
        assertThatThrownBy(() -> pace.enter(SUBJECT)).isInstanceOf(InterruptedException.class);

        time.interruptPauses(false);
        turns(pace, 1);
    }

    @Test
    void nobody_joins_a_queue_that_is_too_long() throws InterruptedException {
        HostPace pace = pace(1, 1000, 1000);
        pace.enter(SUBJECT);
        List<Thread> queue = new ArrayList<>();
        for (int waiting = 0; waiting < HostPace.MOST_WAITING; waiting++) {
            queue.add(Thread.ofVirtual().start(() -> waitInterrupted(pace)));
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (pace.waiting() < HostPace.MOST_WAITING && System.nanoTime() < deadline) {
            Thread.yield();
        }

        assertThatThrownBy(() -> pace.enter(SUBJECT))
                .isInstanceOfSatisfying(
                        ObjectTrouble.class,
                        trouble -> assertThat(trouble.kind()).isEqualTo(ObjectTrouble.Kind.RATE_LIMITED));
        for (Thread thread : queue) {
            thread.interrupt();
            thread.join();
        }
    }

    private static void waitInterrupted(HostPace pace) {
        assertThatThrownBy(() -> pace.enter(SUBJECT)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void real_time_passes_and_can_be_interrupted() throws InterruptedException {
        Timing real = Timing.real(InstantSource.system());
        long start = real.nanos();
        real.pause(Duration.ofMillis(2));
        assertThat(real.nanos() - start).isGreaterThanOrEqualTo(2_000_000);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> real.pause(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void no_more_are_under_way_than_the_host_is_to_bear() throws IOException, InterruptedException {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore arrived = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        try (Mirror mirror = Mirror.limited(new HostLimits(2, 1000, 1000), exchange -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            arrived.release();
            go.acquire();
            underWay.decrementAndGet();
            exchange.sendResponseHeaders(200, TEN.length);
            exchange.getResponseBody().write(TEN);
        })) {
            ObjectStore other = mirror.stores.open(mirror.server.url() + "/other");
            List<Thread> readers = new ArrayList<>();
            for (int reader = 0; reader < 6; reader++) {
                ObjectStore store = reader % 2 == 0 ? mirror.store : other;
                readers.add(Thread.ofVirtual().start(() -> store.get("k", 10)));
            }
            arrived.acquire(2);
            go.release(6);
            for (Thread reader : readers) {
                reader.join();
            }

            assertThat(mirror.outcomes()).hasSize(6).containsOnly("done");
            assertThat(most).hasValue(2);
        }
    }
}
