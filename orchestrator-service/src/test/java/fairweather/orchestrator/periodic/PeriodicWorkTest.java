package fairweather.orchestrator.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    @Test
    void two_orchestrators_do_a_due_work_once_per_period() {
        AtomicInteger done = new AtomicInteger();
        PeriodicWork one = new PeriodicWork(postgres.database(), Map.of("sweep", tx -> done.incrementAndGet()));
        PeriodicWork other = new PeriodicWork(postgres.database(), Map.of("sweep", tx -> done.incrementAndGet()));
        one.tick();
        other.tick();
        assertThat(done).hasValue(1);

        postgres.setNow(NOW.plus(Duration.ofMinutes(5)));
        other.tick();
        one.tick();
        assertThat(done).hasValue(2);
    }

    @Test
    void a_work_that_fails_stays_due_and_the_others_are_done() {
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger reaped = new AtomicInteger();
        PeriodicWork work = new PeriodicWork(
                postgres.database(),
                Map.of(
                        "sweep",
                        tx -> {
                            tries.incrementAndGet();
                            throw new IllegalStateException("a bad row");
                        },
                        "reaper",
                        tx -> reaped.incrementAndGet()));
        work.tick();
        work.tick();

        assertThat(tries).hasValue(2);
        assertThat(reaped).hasValue(1);
    }

    @Test
    void a_run_past_its_horizon_is_abandoned_once() {
        postgres.database()
                .update("INSERT INTO node_table (uid, hotkey, ip, port) VALUES (0, 'hotkey', '127.0.0.1', 1)");
        RunOpener opener = new RunOpener(postgres.database(), () -> "validator");
        opener.open("demo", Instant.parse("2018-10-06T18:00:00Z"), null, "test", "to be given up");
        assertThat(postgres.database().transaction(AbandonedRuns::giveUp)).isZero();

        postgres.setNow(NOW.plus(Duration.ofDays(2)));
        assertThat(postgres.database().transaction(AbandonedRuns::giveUp)).isOne();
        assertThat(postgres.database().transaction(AbandonedRuns::giveUp)).isZero();
        new Fold(new PostgresBooks(postgres.database())).fold();

        assertThat(postgres.database()
                        .first("SELECT status || ': ' || error_message AS text FROM weather_forecast_runs")
                        .orElseThrow()
                        .getString("text"))
                .isEqualTo("abandoned: still created after 24 hours");
    }
}
