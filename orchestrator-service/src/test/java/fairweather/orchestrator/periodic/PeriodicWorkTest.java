package fairweather.orchestrator.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.database.Database.Session;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.orchestrator.periodic.PeriodicWork.Turn;
import fairweather.orchestrator.periodic.Work.Progress;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PeriodicWorkTest {
    private static final Instant NOW = Instant.parse("2025-11-26T12:00:00Z");
    private OrchestratorDatabase postgres;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
        postgres.setNow(NOW);
        postgres.database().update("UPDATE periodic_work SET next_due_at = fw_now()");
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private static Work counting(AtomicInteger done) {
        return (tx, occasion) -> Progress.done(done.incrementAndGet());
    }

    private PeriodicWork only(Work work) {
        return new PeriodicWork(postgres.database(), Map.of("sweep", work));
    }

    private void schedule(Duration every, MissedFire policy) {
        postgres.database()
                .update(
                        "UPDATE periodic_work SET every = make_interval(secs => $1::bigint), missed_fire = $2 WHERE name = 'sweep'",
                        every.toSeconds(),
                        policy.word());
    }

    private Row row() {
        return postgres.database()
                .first(
                        "SELECT *, extract(epoch FROM last_late)::integer AS late FROM periodic_work WHERE name = 'sweep'")
                .orElseThrow();
    }

    private Instant nextDue() {
        return row().getOffsetDateTime("next_due_at").toInstant();
    }

    @Test
    void two_orchestrators_do_a_due_work_once_per_period() {
        AtomicInteger done = new AtomicInteger();
        PeriodicWork one = only(counting(done));
        PeriodicWork other = only(counting(done));
        one.tick();
        other.tick();
        assertThat(done).hasValue(1);

        postgres.setNow(NOW.plus(Duration.ofMinutes(5)));
        other.tick();
        one.tick();
        assertThat(done).hasValue(2);
    }

    @Test
    void two_orchestrators_that_look_at_the_same_moment_do_the_work_once() throws Exception {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        PeriodicWork one = only((tx, occasion) -> {
            begun.countDown();
            await(looked);
            return Progress.done(done.incrementAndGet());
        });
        Thread first = Thread.ofVirtual().start(one::tick);
        begun.await();

        assertThat(only(counting(done)).turn("sweep")).isEqualTo(Turn.NOTHING);
        looked.countDown();
        first.join();
        assertThat(done).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    @Tag("P-25")
    void p25_a_loop_slower_than_a_minute_does_an_hourly_work_every_hour() {
        schedule(Duration.ofHours(1), MissedFire.ONCE);
        AtomicInteger done = new AtomicInteger();
        PeriodicWork work = only(counting(done));
        for (int second = 0; second < 6 * 3600; second += 70) {
            postgres.setNow(NOW.plusSeconds(second));
            work.tick();
        }
        assertThat(done).hasValue(6);
        assertThat(nextDue()).isEqualTo(NOW.plus(Duration.ofHours(6)));
    }

    @Test
    @Tag("P-03")
    void p03_a_work_of_every_twenty_minutes_is_done_72_times_a_day() {
        schedule(Duration.ofMinutes(20), MissedFire.ONCE);
        AtomicInteger done = new AtomicInteger();
        PeriodicWork work = only(counting(done));
        for (int minute = 0; minute < 24 * 60; minute += 5) {
            postgres.setNow(NOW.plus(Duration.ofMinutes(minute)));
            work.tick();
        }
        assertThat(done).hasValue(72);
    }

    @Test
    void p25_a_work_slower_than_its_period_still_answers_every_occasion() {
        schedule(Duration.ofMinutes(1), MissedFire.EACH);
        List<Instant> occasions = new ArrayList<>();
        PeriodicWork work = only((tx, occasion) -> {
            occasions.add(occasion);
            return Progress.done(1);
        });
        for (int look = 0; look < 12; look++) {
            postgres.setNow(NOW.plusSeconds(70L * look));
            work.tick();
        }
        postgres.setNow(NOW.plusSeconds(70L * 12));
        while (work.turn("sweep") != Turn.NOTHING) {
            assertThat(occasions).hasSizeLessThan(20);
        }

        assertThat(occasions).hasSize(15).doesNotHaveDuplicates().isSorted();
        assertThat(occasions.getLast()).isEqualTo(NOW.plus(Duration.ofMinutes(14)));
    }

    @Test
    void hours_without_any_orchestrator_are_made_up_for_once_and_the_regular_times_stay() {
        AtomicInteger done = new AtomicInteger();
        PeriodicWork work = only(counting(done));
        Instant back = NOW.plus(Duration.ofHours(3)).plusSeconds(20);
        postgres.setNow(back);
        work.tick();
        work.tick();

        assertThat(done).hasValue(1);
        assertThat(nextDue()).isEqualTo(NOW.plus(Duration.ofMinutes(181)));
        assertThat(row().getInteger("late")).isEqualTo(3 * 3600 + 20);
        assertThat(row().getLong("missed")).isEqualTo(180);
    }

    @Test
    void hours_without_any_orchestrator_are_left_out_by_a_schedule_that_skips() {
        schedule(Duration.ofMinutes(1), MissedFire.SKIP);
        AtomicInteger done = new AtomicInteger();
        PeriodicWork work = only(counting(done));
        postgres.setNow(NOW.plus(Duration.ofHours(3)).plusSeconds(20));
        work.tick();
        assertThat(done).hasValue(0);
        assertThat(row().getOffsetDateTime("last_run_at")).isNull();

        postgres.setNow(NOW.plus(Duration.ofMinutes(181)));
        work.tick();
        assertThat(done).hasValue(1);
        assertThat(row().getLong("missed")).isEqualTo(181);
    }

    @Test
    void a_backlog_of_several_turns_is_one_occasion() {
        AtomicInteger turns = new AtomicInteger();
        PeriodicWork work = only((tx, occasion) -> new Progress(10, turns.incrementAndGet() < 3));

        postgres.setNow(NOW.plusSeconds(5));
        assertThat(work.turn("sweep")).isEqualTo(Turn.MORE);
        assertThat(nextDue()).isEqualTo(NOW);
        postgres.setNow(NOW.plusSeconds(40));
        assertThat(work.turn("sweep")).isEqualTo(Turn.MORE);
        assertThat(work.turn("sweep")).isEqualTo(Turn.DONE);
        assertThat(work.turn("sweep")).isEqualTo(Turn.NOTHING);

        assertThat(nextDue()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
        assertThat(row().getLong("last_count")).isEqualTo(30);
        assertThat(row().getInteger("late")).isEqualTo(5);
    }

    @Test
    void a_work_that_fails_is_tried_again_after_a_while_and_the_others_are_done() {
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger reaped = new AtomicInteger();
        PeriodicWork work = new PeriodicWork(
                postgres.database(),
                Map.of(
                        "sweep",
                        (tx, occasion) -> {
                            if (tries.incrementAndGet() < 3) {
                                throw new IllegalStateException("a bad row at 10.0.0.7:5432");
                            }
                            return Progress.done(1);
                        },
                        "reaper",
                        counting(reaped)));
        work.tick();
        work.tick();
        assertThat(tries).hasValue(1);
        assertThat(reaped).hasValue(1);
        assertThat(row().getString("last_error")).isEqualTo("IllegalStateException: a bad row at [IP]");
        assertThat(row().getInteger("consecutive_failures")).isOne();

        postgres.setNow(NOW.plusSeconds(1));
        work.tick();
        postgres.setNow(NOW.plusSeconds(2));
        work.tick();
        assertThat(tries).hasValue(2);
        postgres.setNow(NOW.plusSeconds(3));
        work.tick();

        assertThat(tries).hasValue(3);
        assertThat(row().getInteger("consecutive_failures")).isZero();
        assertThat(row().getOffsetDateTime("last_success_at").toInstant()).isEqualTo(NOW.plusSeconds(3));
        assertThat(nextDue()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
    }

    /** A work that this process cannot do; see {@link Work#before}. */
    private static Work unprepared(AtomicInteger asked) {
        return new Work() {
            @Override
            public void before() {
                asked.incrementAndGet();
                throw new IllegalStateException("my gateway is bad");
            }

            @Override
            public Progress turn(Session tx, Instant occasion) {
                throw new AssertionError("it was not prepared");
            }
        };
    }

    @Test
    void a_process_that_cannot_do_a_work_says_so_and_leaves_it_due_for_the_others() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        PeriodicWork unable = only(unprepared(asked));
        assertThat(unable.turn("sweep")).isEqualTo(Turn.UNPREPARED);
        assertThat(row().getString("last_error")).isEqualTo("IllegalStateException: my gateway is bad");
        assertThat(row().getInteger("consecutive_failures")).isOne();
        assertThat(nextDue()).isEqualTo(NOW);

        assertThat(only(counting(done)).turn("sweep")).isEqualTo(Turn.DONE);

        assertThat(row().getInteger("consecutive_failures")).isZero();
        assertThat(unable.turn("sweep")).isEqualTo(Turn.NOTHING);
        assertThat(asked).hasValue(1);
        assertThat(row().getInteger("consecutive_failures")).isZero();
    }

    @Test
    void what_a_schedule_leaves_out_is_no_success() {
        schedule(Duration.ofMinutes(1), MissedFire.SKIP);
        postgres.database().update("UPDATE periodic_work SET consecutive_failures = 3");
        postgres.setNow(NOW.plus(Duration.ofHours(3)).plusSeconds(20));
        only(counting(new AtomicInteger())).tick();
        assertThat(row().getInteger("consecutive_failures")).isEqualTo(3);

        postgres.setNow(NOW.plus(Duration.ofMinutes(181)));
        only(counting(new AtomicInteger())).tick();
        assertThat(row().getInteger("consecutive_failures")).isZero();
    }

    @Test
    void what_a_failed_turn_wrote_is_rolled_back() {
        only((tx, occasion) -> {
                    tx.update("INSERT INTO outcomes (kind, actor) VALUES ('run_abandoned', 'test')");
                    throw new IllegalStateException("too late");
                })
                .tick();

        assertThat(postgres.database().query("SELECT id FROM outcomes")).isEmpty();
    }

    @Test
    void a_run_past_its_horizon_is_abandoned_and_asked_for_again_if_that_is_set_aside() {
        postgres.database()
                .update("INSERT INTO node_table (uid, hotkey, ip, port) VALUES (0, 'hotkey', '127.0.0.1', 1)");
        RunOpener opener = new RunOpener(postgres.database(), () -> "validator");
        opener.open("demo", Instant.parse("2018-10-06T18:00:00Z"), null, "test", "to be given up");
        assertThat(postgres.database().transaction(AbandonedRuns::giveUp)).isZero();

        postgres.setNow(NOW.plus(Duration.ofDays(2)));
        assertThat(postgres.database().transaction(AbandonedRuns::giveUp)).isOne();
        assertThat(postgres.database().transaction(AbandonedRuns::giveUp)).isZero();
        postgres.database().update("UPDATE outcomes SET disposition = 'parked' WHERE kind = 'run_abandoned'");
        postgres.setNow(NOW.plus(Duration.ofDays(3)).plusSeconds(1));
        assertThat(postgres.database().transaction(AbandonedRuns::giveUp)).isOne();
        new Fold(new PostgresBooks(postgres.database())).fold();

        assertThat(postgres.database()
                        .first("SELECT status || ': ' || error_message AS text FROM weather_forecast_runs")
                        .orElseThrow()
                        .getString("text"))
                .isEqualTo("abandoned: still created after 24 hours");
    }
}
