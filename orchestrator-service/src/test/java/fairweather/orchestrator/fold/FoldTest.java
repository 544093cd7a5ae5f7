package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.run.RunConfig;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldTest {
    private OrchestratorDatabase postgres;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void a_run_with_one_missing_truth_completes_with_nine_leads() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        assertThat(run.runStatus()).isEqualTo("awaiting_inference_results");
        run.toVerified();
        run.day1(0.5);
        assertThat(run.runStatus()).isEqualTo("awaiting_era5");
        RunConfig.LEAD_COLUMNS.forEach(lead -> run.truth(lead, lead != 96));
        Job era5 = run.claim(JobType.ERA5);
        int n = 0;
        for (int lead : RunConfig.LEAD_COLUMNS) {
            if (lead != 96) {
                run.lead(era5, n, lead, 0.4);
                n += 2;
            }
        }

        assertThat(run.parked()).isEmpty();
        assertThat(run.runStatus()).isEqualTo("completed");
        assertThat(run.response(0).getString("status")).isEqualTo("era5_scored");
        Row stats = run.stats(0);
        assertThat(stats.getDouble("era5_combined_score")).isCloseTo(0.36, within(1e-12));
        assertThat(stats.getDouble("era5_completeness")).isCloseTo(0.9, within(1e-12));
        assertThat(stats.getDouble("overall_forecast_score")).isCloseTo(0.95 * 0.36 + 0.05, within(1e-12));
        assertThat(stats.getDouble("era5_score_96h")).isNull();
        assertThat(stats.getInteger("miner_rank")).isEqualTo(1);
        assertThat(stepsOf(run, "era5", "score", 96)).containsExactly("failed truth_unavailable");
        assertThat(transitions(run, null))
                .containsExactly(
                        "gfs_downloading",
                        "gfs_ready",
                        "querying_miners",
                        "awaiting_inference_results",
                        "scoring_day1",
                        "awaiting_era5",
                        "scoring_era5",
                        "completed");
        assertThat(transitions(run, run.response(0).getInteger("id")))
                .containsExactly(
                        "fetch_initiated",
                        "inference_running",
                        "forecast_ready",
                        "day1_scoring",
                        "day1_scored",
                        "era5_scoring",
                        "era5_scored");
    }

    @Test
    void a_failure_through_the_miner_scores_zero_and_one_through_us_stays_unranked() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 2);
        run.toQueries();
        Job first = run.claim(JobType.QUERY_MINER);
        Job second = run.claim(JobType.QUERY_MINER);
        end(run, first, Code.REJECTED_IDENTITY);
        end(run, second, Code.VALIDATOR_INTERNAL);

        assertThat(run.parked()).isEmpty();
        assertThat(run.runStatus()).isEqualTo("failed");
        assertThat(run.stats(first.minerUid()).getDouble("overall_forecast_score"))
                .isEqualTo(0.0);
        assertThat(run.stats(first.minerUid()).getInteger("miner_rank")).isEqualTo(1);
        assertThat(run.stats(second.minerUid()).getDouble("overall_forecast_score"))
                .isNull();
        assertThat(run.stats(second.minerUid()).getInteger("miner_rank")).isNull();
        assertThat(run.response(first.minerUid()).getString("failure_category")).isEqualTo("rejected");
    }

    @Test
    void an_outcome_that_cannot_be_folded_parks_its_response_and_no_other() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 2);
        run.toQueries();
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, response_id, data, actor) VALUES ('lead_scored', $1, $2, $3, 'test')",
                run.runId,
                run.response(0).getInteger("id"),
                new JsonObject().put("lead_hours", "not a number"));
        run.fold.fold();
        Job query = run.claim(JobType.QUERY_MINER);
        while (query.minerUid() == 0) {
            query = run.claim(JobType.QUERY_MINER);
        }
        end(run, query, Code.REJECTED_IDENTITY);

        assertThat(run.parked()).hasSize(1);
        assertThat(run.response(0).getString("parked_reason")).contains("ClassCastException");
        assertThat(run.response(1).getString("status")).isEqualTo("failed");
    }

    @Test
    void repeated_orchestration_adds_only_the_miner_that_is_missing() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        run.toVerified();
        run.database.update("INSERT INTO node_table (uid, hotkey, ip, port) VALUES (5, 'late', '127.0.0.1', 1)");
        var opener = new fairweather.orchestrator.calendar.RunOpener(run.database, () -> "validator");
        assertThat(opener.open("demo", ScriptedRun.CYCLE, null, "test", "again"))
                .isEqualTo(new fairweather.orchestrator.calendar.RunOpener.Result.Live(run.runId));
        run.succeed(
                run.claim(JobType.ORCHESTRATE),
                fairweather.outcome.OutcomeKind.RUN_SEEDED,
                new JsonObject(
                        "{\"miners\": [{\"uid\": 0, \"hotkey\": \"hotkey-0\"}, {\"uid\": 5, \"hotkey\": \"late\"}]}"));

        assertThat(run.parked()).isEmpty();
        assertThat(run.response(0).getString("verification_state")).isEqualTo("verified");
        assertThat(run.response(5).getString("status")).isEqualTo("created");
        assertThat(run.claim(JobType.QUERY_MINER).minerUid()).isEqualTo(5);
    }

    @Test
    void a_run_that_ends_leaves_its_truths_to_the_runs_that_go_on() {
        ScriptedRun first = new ScriptedRun(postgres.database(), 1);
        first.toQueries();
        ScriptedRun second = new ScriptedRun(postgres.database(), 1, ScriptedRun.CYCLE.plus(Duration.ofDays(1)));
        second.toQueries();
        assertThat(truthJobs(first)).isEqualTo(10);
        assertThat(truthJobs(second)).isEqualTo(1);

        first.database.update(
                "INSERT INTO outcomes (kind, run_id, data, actor) VALUES ('run_cancelled', $1, $2, 'test')",
                first.runId,
                new JsonObject().put("reason", "an operator's word"));
        first.fold.fold();

        assertThat(first.parked()).isEmpty();
        assertThat(truthJobs(first)).isZero();
        assertThat(truthJobs(second)).isEqualTo(10);
    }

    private static int truthJobs(ScriptedRun run) {
        return run.database.query("""
                        SELECT id FROM validator_jobs WHERE run_id = $1 AND job_type = 'weather.era5_truth'
                            AND status IN ('pending', 'in_progress', 'retry_scheduled')
                        """, run.runId).size();
    }

    private static void end(ScriptedRun run, Job job, Code code) {
        Failure failure = Failure.of(code, "said no");
        run.finish(job, new End.Failed(failure), ScriptedRun.failure(StepKey.QUERY, code, "said no"));
    }

    private static List<String> stepsOf(ScriptedRun run, String step, String substep, int lead) {
        return run.database.query("""
                        SELECT status || ' ' || (error_json ->> 'category') AS text FROM weather_forecast_steps
                        WHERE run_id = $1 AND step_name = $2 AND substep = $3 AND lead_hours = $4
                        """, run.runId, step, substep, lead).stream()
                .map(row -> row.getString("text"))
                .toList();
    }

    private static List<String> transitions(ScriptedRun run, Integer responseId) {
        return run.database.query("""
                        SELECT to_status FROM state_transitions
                        WHERE run_id = $1 AND response_id IS NOT DISTINCT FROM $2 ORDER BY id
                        """, run.runId, responseId).stream()
                .map(row -> row.getString("to_status"))
                .toList();
    }
}
