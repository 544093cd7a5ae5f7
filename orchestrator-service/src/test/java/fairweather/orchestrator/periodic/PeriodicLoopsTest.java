package fairweather.orchestrator.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.periodic.Work.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PeriodicLoopsTest {
    private OrchestratorDatabase postgres;
    private PeriodicLoops loops;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
        postgres.database().update("UPDATE periodic_work SET every = interval '50 milliseconds'");
    }

    @AfterEach
    void close() {
        loops.close();
        postgres.close();
    }

    private void start(Map<String, Work> works, Duration turnLimit) {
        loops = new PeriodicLoops(new PeriodicWork(postgres.database(), works), turnLimit);
        loops.start();
    }

    @Test
    @Tag("F-07")
    void a_work_that_hangs_or_fails_delays_no_other_and_none_of_its_kind_joins_it() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger reaped = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        start(
                Map.of(
                        "retention",
                        (tx, occasion) -> {
                            hanging.incrementAndGet();
                            hang(never);
                            return Progress.done(0);
                        },
                        "snapshot",
                        (tx, occasion) -> {
                            failed.incrementAndGet();
                            throw new IllegalStateException("always");
                        },
                        "reaper",
                        (tx, occasion) -> Progress.done(reaped.incrementAndGet())),
                Duration.ofMinutes(1));

        await().untilAtomic(reaped, org.hamcrest.Matchers.greaterThan(5));
        await().untilAtomic(failed, org.hamcrest.Matchers.greaterThan(1));
        assertThat(hanging).hasValue(1);
    }

    private static void hang(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Test
    void a_turn_over_its_limit_is_interrupted_recorded_and_tried_again() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicInteger done = new AtomicInteger();
        start(
                Map.of("retention", (tx, occasion) -> {
                    if (first.getAndSet(false)) {
                        hang(never);
                    }
                    return Progress.done(done.incrementAndGet());
                }),
                Duration.ofMillis(500));

        await().untilAtomic(done, org.hamcrest.Matchers.greaterThan(0));
        assertThat(postgres.database()
                        .first("SELECT last_error FROM periodic_work WHERE name = 'retention'")
                        .orElseThrow()
                        .getString("last_error"))
                .containsIgnoringCase("interrupted");
    }

    @Test
    void a_turn_that_runs_when_the_loops_close_is_let_end() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        start(
                Map.of("retention", (tx, occasion) -> {
                    begun.countDown();
                    hang(goOn);
                    return Progress.done(done.incrementAndGet());
                }),
                Duration.ofMinutes(1));
        hang(begun);
        Thread closing = Thread.ofVirtual().start(loops::close);
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        await().until(() -> !closing.isAlive());

        assertThat(done).hasValue(1);
        assertThat(postgres.database()
                        .first("SELECT last_count FROM periodic_work WHERE name = 'retention'")
                        .orElseThrow()
                        .getLong("last_count"))
                .isOne();
    }
}
