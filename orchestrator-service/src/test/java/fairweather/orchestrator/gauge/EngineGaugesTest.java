package fairweather.orchestrator.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.stored.StoredRows;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineGaugesTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanoTime = new AtomicLong();
    private OrchestratorDatabase postgres;
    private StoredRows rows;
    private EngineGauges gauges;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
        rows = postgres.rows();
        gauges = new EngineGauges(postgres.database(), registry, nanoTime::get);
    }

    @AfterEach
    void close() {
        rows.close();
        postgres.close();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void the_queue_the_fold_and_the_schedules_are_gauged() {
        postgres.setNow(Instant.parse("2026-01-02T00:00:00Z"));
        int run = rows.run("demo", StoredRows.CYCLE, "scoring_day1");
        int response = rows.response(run, 4, "hk-4", "day1_scoring");
        rows.job("weather.day1", run, response, 4, "in_progress");
        rows.job("weather.seed", run, null, null, "pending");
        rows.job("weather.seed", run, null, null, "retry_scheduled");
        rows.run("UPDATE validator_jobs SET due_at = fw_now() + interval '1 hour' WHERE status = 'retry_scheduled'");
        rows.job("weather.era5", run, null, null, "failed");
        long redriven = rows.job("weather.era5", run, null, null, "failed");
        rows.run(
                "UPDATE validator_jobs SET redriven_from = ? WHERE id = ?",
                redriven,
                rows.job("weather.era5", run, null, null, "completed"));
        rows.outcome("day1_started", run, response, "{}", null);
        rows.run("UPDATE outcomes SET created_at = fw_now() - interval '30 seconds'");
        rows.run("UPDATE weather_miner_responses SET parked_reason = 'x'");
        rows.run("INSERT INTO job_holds (miner_uid, held_until, reason, actor) VALUES (4, NULL, 'x', 'a'), "
                + "(5, fw_now() + interval '1 hour', 'x', 'a'), (6, fw_now() - interval '1 hour', 'x', 'a')");
        rows.run(
                "UPDATE periodic_work SET next_due_at = fw_now() - interval '7 s', consecutive_failures = 2, missed = 5, "
                        + "total_count = 11 WHERE name = 'reconcile'");
        gauges.read();

        assertThat(gauge("fairweather.jobs", "type", "weather.day1", "status", "in_progress"))
                .isEqualTo(1);
        assertThat(gauge("fairweather.jobs", "type", "weather.seed", "status", "pending"))
                .isEqualTo(1);
        assertThat(gauge("fairweather.jobs", "type", "weather.seed", "status", "retry_scheduled"))
                .isEqualTo(1);
        assertThat(gauge("fairweather.jobs.backlog.age.seconds", "type", "weather.seed"))
                .isEqualTo(60);
        assertThat(gauge("fairweather.jobs.dead", "type", "weather.era5")).isEqualTo(1);
        assertThat(gauge("fairweather.outcomes.unfolded")).isEqualTo(1);
        assertThat(gauge("fairweather.outcomes.unfolded.age.seconds")).isEqualTo(30);
        assertThat(gauge("fairweather.responses.parked")).isEqualTo(1);
        assertThat(gauge("fairweather.holds")).isEqualTo(2);
        assertThat(gauge("fairweather.schedule.late.seconds", "schedule", "reconcile"))
                .isEqualTo(7);
        assertThat(gauge("fairweather.schedule.failures", "schedule", "reconcile"))
                .isEqualTo(2);
        assertThat(gauge("fairweather.schedule.missed", "schedule", "reconcile"))
                .isEqualTo(5);
        assertThat(registry.get("fairweather.reconcile.repairs")
                        .functionCounter()
                        .count())
                .isEqualTo(11);
    }

    @Test
    void a_database_that_does_not_answer_leaves_the_last_reading_which_ages() {
        rows.run("INSERT INTO job_holds (miner_uid, reason, actor) VALUES (4, 'x', 'a')");
        gauges.read();
        rows.run("ALTER TABLE job_holds RENAME TO elsewhere");
        nanoTime.addAndGet(20_000_000_000L);
        gauges.read();

        assertThat(gauge("fairweather.holds")).isEqualTo(1);
        assertThat(gauge("fairweather.sample.age.seconds")).isEqualTo(20);
    }

    @Test
    void every_gauge_is_described_for_operators() throws IOException {
        gauges.read();
        rows.job("weather.seed", null, null, null, "failed");
        rows.job("weather.seed", null, null, null, "pending");
        gauges.read();
        String described = Files.readString(Path.of("../docs/metrics.md"));

        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(id -> id.getName().replace('.', '_'))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(described).contains("`" + name));
    }
}
