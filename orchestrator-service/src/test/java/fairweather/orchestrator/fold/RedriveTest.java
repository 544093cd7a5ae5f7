package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.invariant.Invariants;
import fairweather.outcome.OutcomeKind;
import fairweather.run.RunConfig;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator has the work of a dead job done again; the other miner keeps the run going. */
class RedriveTest {
    private OrchestratorDatabase postgres;
    private ScriptedRun run;

    @BeforeEach
    void aRunWithTwoMiners() {
        postgres = new OrchestratorDatabase();
        run = new ScriptedRun(postgres.database(), 2);
        run.toQueries();
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private void fail(Job job, StepKey step, Code code) {
        Failure failure = Failure.of(code, "it broke");
        run.finish(job, new End.Failed(failure), ScriptedRun.failure(step, code, failure.message()));
    }

    private void redrive(Job dead, String stage) {
        run.database.update(
                """
                INSERT INTO outcomes (kind, run_id, response_id, miner_uid, job_id, job_type, data, actor)
                VALUES ('job_redriven', $1, $2, $3, $4, $5, $6, 'alice')
                """,
                dead.runId(),
                dead.responseId(),
                dead.minerUid(),
                dead.lease().jobId(),
                dead.type().word(),
                new JsonObject().put("stage", stage).put("reason", "mended"));
        run.fold.fold();
    }

    private void nothingIsWrong() {
        assertThat(run.parked()).isEmpty();
        assertThat(new Invariants(run.database)
                        .check().invariants().stream().filter(checked -> checked.violations() > 0))
                .isEmpty();
    }

    private long descendantOf(Job dead) {
        return run.database
                .first(
                        "SELECT id FROM validator_jobs WHERE redriven_from = $1",
                        dead.lease().jobId())
                .orElseThrow()
                .getLong("id");
    }

    @Test
    void a_query_is_asked_again_with_its_whole_budget() {
        Job query = run.claim(JobType.QUERY_MINER);
        run.database.update(
                "UPDATE weather_forecast_steps SET retry_count = 3 WHERE miner_uid = $1 AND step_name = 'query'",
                query.minerUid());
        fail(query, StepKey.QUERY, Code.UNREACHABLE);
        assertThat(run.stats(query.minerUid()).getDouble("overall_forecast_score"))
                .isEqualTo(0.0);

        redrive(query, "query");

        Row response = run.response(query.minerUid());
        assertThat(response.getString("status")).isEqualTo("created");
        assertThat(response.getString("failed_stage")).isNull();
        assertThat(run.stats(query.minerUid()).getDouble("overall_forecast_score"))
                .isNull();
        Row step = run.database.first("""
                        SELECT status, retry_count, error_json FROM weather_forecast_steps
                        WHERE miner_uid = $1 AND step_name = 'query' AND substep = 'initiate_fetch'
                        """, query.minerUid()).orElseThrow();
        assertThat(step.getString("status")).isEqualTo("pending");
        assertThat(step.getInteger("retry_count")).isZero();
        assertThat(step.getJsonObject("error_json")).isNull();
        assertThat(descendantOf(query)).isGreaterThan(query.lease().jobId());
        nothingIsWrong();
    }

    @Test
    void leads_that_were_scored_count_again_and_the_others_are_scored_now() {
        run.toVerified();
        run.day1(0.5);
        RunConfig.LEAD_COLUMNS.forEach(lead -> run.truth(lead, true));
        Job era5 = run.claim(JobType.ERA5);
        run.lead(era5, 0, 24, 0.6);
        scored(era5, 24);
        fail(era5, StepKey.ERA5_ATTEMPT, Code.INTEGRITY_SIGNER);
        assertThat(voided(era5)).containsExactly(24);
        assertThat(run.stats(era5.minerUid()).getDouble("overall_forecast_score"))
                .isEqualTo(0.0);

        redrive(era5, "era5");

        assertThat(run.response(era5.minerUid()).getString("status")).isEqualTo("era5_scoring");
        assertThat(voided(era5)).isEmpty();
        assertThat(run.stats(era5.minerUid()).getDouble("era5_combined_score")).isCloseTo(0.06, within(1e-12));
        nothingIsWrong();

        Job again = run.claim(JobType.ERA5);
        assertThat(again.lease().jobId()).isEqualTo(descendantOf(era5));
        assertThat(steps(era5))
                .contains("era5/score/24 succeeded 0", "era5/score/48 waiting_for_truth 0")
                .noneMatch(step -> step.startsWith("era5/attempt"));
        int n = 0;
        for (int lead : RunConfig.LEAD_COLUMNS) {
            if (lead != 24) {
                run.lead(again, n, lead, 0.6);
                scored(again, lead);
                n += 2;
            }
        }
        assertThat(run.response(era5.minerUid()).getString("status")).isEqualTo("era5_scored");
        assertThat(run.stats(era5.minerUid()).getDouble("era5_combined_score")).isCloseTo(0.6, within(1e-12));
        nothingIsWrong();
    }

    @Test
    void a_response_that_did_not_fail_there_is_left_alone() {
        Job query = run.claim(JobType.QUERY_MINER);
        fail(query, StepKey.QUERY, Code.REJECTED_IDENTITY);

        redrive(query, "era5");
        redrive(query, "query");
        redrive(query, "query");

        assertThat(run.database.query("SELECT disposition FROM outcomes WHERE kind = 'job_redriven' ORDER BY id"))
                .extracting(row -> row.getString("disposition"))
                .containsExactly("ignored", "applied", "ignored");
        nothingIsWrong();
    }

    private List<String> steps(Job job) {
        return run.database.query("""
                        SELECT concat_ws('/', step_name, substep, lead_hours) || ' ' || status || ' ' || retry_count AS step
                        FROM weather_forecast_steps WHERE miner_uid = $1 AND miner_hotkey = $2 ORDER BY 1
                        """, job.minerUid(), ScriptedRun.hotkey(job.minerUid())).stream()
                .map(row -> row.getString("step"))
                .toList();
    }

    @Test
    void the_steps_after_a_redriven_one_wait_again_and_the_attempts_of_old_are_forgotten() {
        Job query = run.claim(JobType.QUERY_MINER);
        fail(query, StepKey.QUERY, Code.UNREACHABLE);
        assertThat(steps(query)).containsExactly("query/initiate_fetch failed 0", "verify/open_store failed 0");

        redrive(query, "query");

        assertThat(steps(query)).containsExactly("query/initiate_fetch pending 0", "verify/open_store pending 0");

        run.succeed(
                run.claim(JobType.QUERY_MINER),
                OutcomeKind.QUERY_ACCEPTED,
                new JsonObject().put("job_id", "job").put("latency_ms", 5));
        run.succeed(
                run.claim(JobType.QUERY_MINER),
                OutcomeKind.QUERY_ACCEPTED,
                new JsonObject().put("job_id", "job-2").put("latency_ms", 5));
        run.database.update("UPDATE validator_jobs SET due_at = fw_now() WHERE job_type = 'weather.poll_miner'");
        Job poll = run.claim(JobType.POLL_MINER);
        run.report(poll, 0, Report.of(StepEvent.succeeded(StepKey.pollAttempt(1), 3L, null)));
        fail(poll, StepKey.pollAttempt(2), Code.POLL_BUDGET);
        assertThat(steps(poll)).contains("poll/attempt_1 succeeded 0", "poll/attempt_2 failed 0");

        redrive(poll, "poll");

        assertThat(steps(poll)).contains("verify/open_store pending 0").noneMatch(step -> step.startsWith("poll/"));
        nothingIsWrong();
    }

    @Test
    void a_response_that_waits_for_nothing_more_opens_no_step_again() {
        run.toVerified();
        run.day1(0.5);
        run.truth(24, true);
        Job era5 = run.claim(JobType.ERA5);
        run.lead(era5, 0, 24, 0.6);
        scored(era5, 24);
        fail(era5, StepKey.ERA5_ATTEMPT, Code.VALIDATOR_INTERNAL);
        RunConfig.LEAD_COLUMNS.stream().skip(1).forEach(lead -> run.truth(lead, false));

        redrive(era5, "era5");

        assertThat(run.response(era5.minerUid()).getString("status")).isEqualTo("era5_scored");
        assertThat(steps(era5))
                .contains("era5/score/24 succeeded 0", "era5/score/48 failed 0", "era5/score/240 failed 0")
                .noneMatch(step -> step.contains("pending"));
        nothingIsWrong();
    }

    /** The score row that scoring writes with its report. */
    private void scored(Job era5, int lead) {
        run.database.update(
                """
                INSERT INTO weather_miner_scores (run_id, response_id, miner_uid, miner_hotkey, score_type, lead_hours,
                    valid_time_utc, mode, score, metrics)
                VALUES ($1, $2, $3, $4, 'era5_lead', $5, fw_now(), 'strict', 0.6, '{}')
                """, era5.runId(), era5.responseId(), era5.minerUid(), ScriptedRun.hotkey(era5.minerUid()), lead);
    }

    private List<Integer> voided(Job era5) {
        return run.database.query("""
                        SELECT lead_hours FROM weather_miner_scores
                        WHERE response_id = $1 AND voided_at IS NOT NULL ORDER BY lead_hours
                        """, era5.responseId()).stream()
                .map(row -> row.getInteger("lead_hours"))
                .toList();
    }
}
