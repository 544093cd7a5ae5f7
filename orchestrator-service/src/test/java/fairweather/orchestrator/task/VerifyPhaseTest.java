package fairweather.orchestrator.task;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.job.Due;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.retry.RetryDecision;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The poll task in its second phase, with a response that has been ready since noon and a window of two hours. */
class VerifyPhaseTest {
    private static final Instant CYCLE = Instant.parse("2018-10-07T00:00:00Z");
    private static final Instant NOON = Instant.parse("2018-10-07T12:00:00Z");

    private final StubGateway gateway = new StubGateway();
    private OrchestratorDatabase postgres;
    private PostgresJobQueue queue;

    @BeforeEach
    void aReadyResponse() {
        postgres = new OrchestratorDatabase();
        queue = new PostgresJobQueue(postgres.database().pool());
        postgres.setNow(NOON);
        postgres.database().update("""
                WITH run AS (
                    INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc,
                        forecast_run_id, forecast_type, validator_hotkey, run_config, scoring_version, status)
                    SELECT 'daily', '2018-10-07T00:00Z', '2018-10-07T00:00Z', 'f', '10day', 'v', run_config, 1,
                           'awaiting_inference_results' FROM series WHERE name = 'daily' RETURNING id),
                response AS (
                    INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey, status, job_id,
                        job_accepted_at, inference_completed_at, verification_state)
                    SELECT id, 3, 'hk-3', 'forecast_ready', 'job', fw_now(), fw_now(), 'pending' FROM run
                    RETURNING id, run_id)
                INSERT INTO validator_jobs (job_type, service, priority, run_id, response_id, miner_uid, payload)
                SELECT 'weather.poll_miner', 'orchestrator', 70, run_id, id, 3,
                       '{"phase": "verify", "attempt": 4, "miner_hotkey": "hk-3"}' FROM response
                """);
    }

    @AfterEach
    void close() {
        gateway.close();
        postgres.close();
    }

    /** A retry that was made after a failure of the miner, planned for an instant and claimed at another. */
    private void retried(Instant planned) {
        postgres.database().update("""
                INSERT INTO weather_forecast_steps (run_id, miner_uid, miner_hotkey, step_name, substep, status,
                    started_at, retry_count, next_retry_time)
                SELECT run_id, 3, 'hk-3', 'verify', 'open_store', 'retry_scheduled', $1, 1, $2 FROM validator_jobs
                """, NOON.atOffset(ZoneOffset.UTC), planned.atOffset(ZoneOffset.UTC));
        postgres.database().update("UPDATE validator_jobs SET due_at = $1", planned.atOffset(ZoneOffset.UTC));
    }

    private TaskResult attemptAt(Instant now) {
        postgres.setNow(now);
        Job job = queue.claim(JobType.POLL_MINER, 1, "worker", Duration.ofSeconds(30))
                .await()
                .indefinitely()
                .getFirst();
        return new PollTask(new PostgresSubjects(postgres.database()), gateway.client(), System::nanoTime)
                .perform(new Context(job));
    }

    @Test
    void a_retry_planned_within_the_window_is_made_however_late_we_come_to_it() {
        gateway.says(
                200,
                "{\"result\": \"failed\", \"code\": \"TIMEOUT_READ\", \"detail\": \"slow\", \"latency_ms\": 9, \"retry_after_seconds\": null}");
        retried(NOON.plus(Duration.ofMinutes(119)));

        TaskResult result = attemptAt(NOON.plus(Duration.ofHours(9)));

        assertThat(result).isInstanceOfSatisfying(TaskResult.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(Code.TIMEOUT_READ);
            assertThat(failed.step()).isEqualTo(StepKey.OPEN_STORE);
        });
        assertThat(gateway.asked()).containsExactly("/internal/v1/responses/1/freeze Bearer secret");
    }

    @Test
    void a_retry_planned_after_the_window_is_late() {
        retried(NOON.plus(Duration.ofMinutes(121)));

        TaskResult result = attemptAt(NOON.plus(Duration.ofMinutes(122)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        TaskResult.GivenUp.class,
                        late -> assertThat(late.failure().code()).isEqualTo(Code.LATE));
        assertThat(gateway.asked()).isEmpty();
    }

    @Test
    void what_our_own_trouble_costs_is_added_to_the_window() {
        gateway.says(503, "{}");
        retried(NOON.plus(Duration.ofMinutes(119)));

        TaskResult away = attemptAt(NOON.plus(Duration.ofMinutes(119)));

        assertThat(away).isInstanceOfSatisfying(TaskResult.Deferred.class, wait -> {
            assertThat(wait.reason()).isEqualTo("the gateway answered 503");
            assertThat(wait.payload().getDouble("our_seconds")).isGreaterThanOrEqualTo(5.0);
        });

        postgres.database()
                .update("UPDATE validator_jobs SET status = 'pending', lease_expires_at = NULL, "
                        + "due_at = due_at + interval '3 hours', payload = payload || '{\"our_seconds\": 10800}'");
        gateway.says(
                200,
                "{\"result\": \"failed\", \"code\": \"RATE_LIMITED\", \"detail\": \"slower\", "
                        + "\"retry_after_seconds\": 600}");
        assertThat(attemptAt(NOON.plus(Duration.ofHours(6))))
                .isInstanceOfSatisfying(TaskResult.Failed.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(Code.RATE_LIMITED);
                    assertThat(failed.atLeast()).isEqualTo(Duration.ofMinutes(10));
                });
    }

    @Test
    void the_longer_the_gateway_is_away_the_longer_it_is_left_alone_and_no_attempt_is_spent() {
        gateway.says(503, "{}");
        List<Duration> waits = new ArrayList<>();
        Instant now = NOON;
        for (int look = 0; look < 7; look++) {
            TaskResult.Deferred away = (TaskResult.Deferred) attemptAt(now);
            waits.add(((Due.After) away.until()).delay());
            now = now.plus(waits.getLast());
            postgres.database()
                    .update(
                            "UPDATE validator_jobs SET status = 'pending', lease_expires_at = NULL, due_at = $1, payload = $2",
                            now.atOffset(ZoneOffset.UTC),
                            away.payload()
                                    .put(
                                            "our_seconds",
                                            Duration.between(NOON, now).toSeconds()));
        }

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(5L, 5L, 10L, 20L, 40L, 60L, 60L);
    }

    private static Code endedWith(TaskResult result) {
        return ((TaskResult.GivenUp) result).failure().code();
    }

    @Test
    void what_we_come_to_after_the_first_lead_is_not_frozen_and_that_is_our_fault() {
        TaskResult result = attemptAt(CYCLE.plus(Duration.ofHours(24)).plusSeconds(1));

        assertThat(endedWith(result)).isEqualTo(Code.VALIDATOR_INTERNAL);
        assertThat(gateway.asked()).isEmpty();
    }

    @Test
    void a_miner_that_puts_us_off_until_after_the_first_lead_is_late() {
        Instant tooLate = CYCLE.plus(Duration.ofHours(24)).plusSeconds(1);
        postgres.database().update("UPDATE validator_jobs SET due_at = $1", tooLate.atOffset(ZoneOffset.UTC));

        assertThat(endedWith(attemptAt(tooLate.plusSeconds(1)))).isEqualTo(Code.LATE);
        assertThat(gateway.asked()).isEmpty();
    }

    @Test
    void a_series_without_a_calendar_may_look_at_the_past() {
        postgres.database().update("UPDATE series SET calendar_enabled = false");
        gateway.says(503, "{}");

        assertThat(attemptAt(CYCLE.plus(Duration.ofDays(30)))).isInstanceOf(TaskResult.Deferred.class);
        assertThat(gateway.asked()).hasSize(1);
    }

    private record Context(Job job) implements TaskContext {
        @Override
        public Uni<Void> report(Report report) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<RetryDecision> retry(StepKey step, Code code) {
            throw new AssertionError("the phase leaves retries to its worker");
        }
    }
}
