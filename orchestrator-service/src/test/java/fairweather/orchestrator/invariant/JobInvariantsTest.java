package fairweather.orchestrator.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.retry.RetryPolicies;
import fairweather.step.StepKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** I-01 to I-05: what holds of jobs, leases and retries. */
class JobInvariantsTest extends InvariantTest {
    @Test
    void i01_a_live_response_without_a_job_is_reported() {
        rows.run("DELETE FROM validator_jobs WHERE response_id = ?", scoring);

        assertThat(violated()).containsExactly("inv_01_liveness 1");
        assertThat(only(Invariant.LIVENESS))
                .isEqualTo(new Violation(
                        run,
                        scoring,
                        "response " + scoring + " of uid 0",
                        "era5_scoring with 0 unfinished jobs instead of one"));
    }

    @Test
    void i01_a_live_response_with_two_jobs_is_reported() {
        rows.job("weather.day1", run, scoring, 0, "retry_scheduled");

        assertThat(violated()).containsExactly("inv_01_liveness 1");
    }

    @Test
    void i01_and_i03_wait_for_the_fold() {
        rows.run("DELETE FROM validator_jobs WHERE response_id = ?", scoring);
        rows.job("weather.query_miner", run, failed, 2, "pending");
        rows.outcome("lead_scored", run, scoring, "{}", null);
        rows.outcome("query_accepted", run, failed, "{}", null);

        assertThat(violated()).isEmpty();
    }

    @Test
    void i02_a_shared_singleton_key_is_reported() {
        long first = rows.job("weather.seed", null, null, null, "pending");
        long second = rows.job("weather.day1", null, null, null, "in_progress");
        rows.job("weather.day1", null, null, null, "completed");
        rows.run("UPDATE validator_jobs SET singleton_key = 'seed_run_9' WHERE run_id IS NULL");

        assertThat(violated()).containsExactly("inv_02_uniqueness 1");
        assertThat(only(Invariant.UNIQUENESS).problem())
                .isEqualTo("shared by the unfinished jobs " + first + ", " + second);
    }

    @Test
    void i02_two_jobs_of_a_type_for_the_run_itself_are_reported() {
        rows.job("weather.initiate_fetch", run, null, null, "pending");
        rows.job("weather.initiate_fetch", run, null, null, "in_progress");

        assertThat(violated()).containsExactly("inv_02_uniqueness 1");
    }

    @Test
    void i01_i02_and_i05_report_two_jobs_of_a_type_for_a_miner() {
        rows.job("weather.era5", run, scoring, 0, "pending");

        assertThat(violated()).containsExactly("inv_01_liveness 1", "inv_02_uniqueness 1", "inv_05_bounds 1");
    }

    @Test
    void i03_a_job_of_an_ended_response_is_reported() {
        long job = rows.job("weather.query_miner", run, failed, 2, "retry_scheduled");

        assertThat(violated()).containsExactly("inv_03_quiescence 1");
        assertThat(only(Invariant.QUIESCENCE))
                .isEqualTo(new Violation(
                        run,
                        failed,
                        "job " + job + " (weather.query_miner)",
                        "retry_scheduled although its response is failed"));
    }

    @Test
    void i03_a_job_of_an_ended_run_is_reported() {
        int ended = rows.run("daily", "2018-10-06T00:00:00Z", "abandoned");
        rows.job("weather.seed", ended, null, null, "pending");

        assertThat(violated()).containsExactly("inv_03_quiescence 1");
    }

    @Test
    void i04_a_lease_expired_for_long_is_reported() {
        rows.run("UPDATE validator_jobs SET lease_expires_at = fw_now() - interval '5 seconds' "
                + "WHERE status = 'in_progress'");
        assertThat(violated()).isEmpty();

        rows.run("UPDATE validator_jobs SET lease_expires_at = fw_now() - interval '16 seconds' "
                + "WHERE status = 'in_progress'");
        assertThat(violated()).containsExactly("inv_04_lease 1");
    }

    @Test
    void i05_too_many_attempts_are_reported() {
        rows.run("UPDATE validator_jobs SET attempts = 5 WHERE status = 'in_progress'");
        assertThat(violated()).isEmpty();

        rows.run("UPDATE validator_jobs SET attempts = 6 WHERE status = 'in_progress'");
        assertThat(violated()).containsExactly("inv_05_bounds 1");
        assertThat(only(Invariant.BOUNDS).problem()).isEqualTo("6 attempts of at most 5");
    }

    @Test
    void i05_too_many_retries_of_a_step_are_reported() {
        rows.run("UPDATE weather_forecast_steps SET retry_count = 3 WHERE lead_hours = 48");
        assertThat(violated()).isEmpty();

        rows.run("UPDATE weather_forecast_steps SET retry_count = 4 WHERE lead_hours = 48 AND miner_uid = 0");
        assertThat(violated()).containsExactly("inv_05_bounds 1");
        assertThat(only(Invariant.BOUNDS))
                .isEqualTo(
                        new Violation(run, scoring, "step era5/score of lead 48 of uid 0", "4 retries of at most 3"));
    }

    static Stream<StepKey> steps() {
        return Stream.of(
                StepKey.SEED_ROWS,
                StepKey.STATS_ROWS,
                StepKey.DOWNLOAD_GFS,
                StepKey.INITIATE_ALL,
                StepKey.QUERY,
                StepKey.pollAttempt(7),
                StepKey.OPEN_STORE,
                StepKey.LOAD_INPUTS,
                StepKey.DAY1_SCORE,
                new StepKey("day1", "clim_cache", null),
                StepKey.LOAD_TRUTH,
                StepKey.loadTruth(24),
                StepKey.era5Score(24),
                StepKey.era5Lead(24),
                StepKey.ERA5_ATTEMPT,
                new StepKey("aggregate", "miner", null),
                new StepKey("aggregate", "subnet", null));
    }

    @ParameterizedTest
    @MethodSource("steps")
    @Tag("P-51")
    void i05_the_budgets_are_those_of_the_retry_policies(StepKey key) {
        assertThat(rows.number("SELECT fw_retry_budget(?, ?, ?::integer)", key.step(), key.substep(), key.leadHours()))
                .isEqualTo(RetryPolicies.of(key).maxRetries());
    }

    @Test
    void i05_a_step_without_a_policy_is_never_repeated() {
        assertThat(rows.number("SELECT fw_retry_budget('communication', 'poll', NULL)"))
                .isZero();
    }
}
