package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.outcome.OutcomeKind;
import fairweather.run.RunConfig;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
    @Tag("P-06")
    @Tag("P-08")
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
    @Tag("P-47")
    void repeated_orchestration_adds_only_the_miner_that_is_missing() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        run.toVerified();
        run.database.update("INSERT INTO node_table (uid, hotkey, ip, port) VALUES (5, 'late', '127.0.0.1', 1)");
        RunOpener opener = new RunOpener(run.database, () -> "validator");
        assertThat(opener.open("demo", ScriptedRun.CYCLE, null, "test", "again"))
                .isEqualTo(new RunOpener.Result.Live(run.runId));
        run.succeed(
                run.claim(JobType.ORCHESTRATE),
                OutcomeKind.RUN_SEEDED,
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

    @Test
    void a_truth_whose_job_died_is_looked_for_again_until_its_time_is_over() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        Failure crash = Failure.of(Code.VALIDATOR_INTERNAL, "the reader broke");
        Job dead = run.claim(JobType.ERA5_TRUTH);
        run.finish(dead, new End.Failed(crash), ScriptedRun.failure(dead.step(), crash.code(), crash.message()));
        assertThat(truthJobs(run)).isEqualTo(10);

        run.database.update(
                "UPDATE validator_jobs SET due_at = fw_now(), payload = payload || '{\"give_up_at\": \"2018-10-07T00:00:00Z\"}'"
                        + " WHERE job_type = 'weather.era5_truth'");
        Job last = run.claim(JobType.ERA5_TRUTH);
        run.finish(last, new End.Failed(crash), ScriptedRun.failure(last.step(), crash.code(), crash.message()));
        run.fold.fold();

        assertThat(truthJobs(run)).isEqualTo(9);
        assertThat(run.database.query("SELECT reason FROM truth_status WHERE status = 'gone'"))
                .singleElement()
                .satisfies(row -> assertThat(row.getString("reason")).contains("the reader broke"));
        assertThat(stepsOf(run, "era5", "load_truth", last.step().leadHours()))
                .containsExactly("failed truth_unavailable");
    }

    /** Ends the truth job of a lead with this outcome; its time is over if it is given up. */
    private static void gone(ScriptedRun run, int lead, boolean givenUp) {
        run.database.update("""
                UPDATE validator_jobs SET due_at = CASE WHEN payload ->> 'valid_time' = $1 THEN fw_now()
                                                        ELSE fw_now() + interval '1 day' END,
                    payload = CASE WHEN $2 THEN payload || '{"give_up_at": "2018-10-07T00:00:00Z"}' ELSE payload END
                WHERE job_type = 'weather.era5_truth' AND status = 'pending'
                """, validTime(lead), givenUp);
        run.succeed(
                run.claim(JobType.ERA5_TRUTH),
                OutcomeKind.TRUTH_GONE,
                new JsonObject()
                        .put("source", "demo")
                        .put("valid_time", validTime(lead))
                        .put("reason", "waited long enough"));
    }

    /** Of a lead of the first run. */
    private static String validTime(int lead) {
        return ScriptedRun.CYCLE.plus(Duration.ofHours(lead)).toString();
    }

    private static List<String> waitingFor(ScriptedRun run, int lead) {
        return run.database.query("""
                        SELECT run_id::text AS text FROM validator_jobs
                        WHERE job_type = 'weather.era5_truth' AND status = 'pending' AND payload ->> 'valid_time' = $1
                        """, validTime(lead)).stream()
                .map(row -> row.getString("text"))
                .toList();
    }

    @Test
    void a_truth_that_one_run_gives_up_is_looked_for_by_another_until_its_own_time_is_over() {
        ScriptedRun first = new ScriptedRun(postgres.database(), 1);
        first.toQueries();
        ScriptedRun second = new ScriptedRun(postgres.database(), 1, ScriptedRun.CYCLE.plus(Duration.ofDays(1)));
        second.toQueries();

        gone(first, 48, true);

        assertThat(stepsOf(first, "era5", "load_truth", 48)).containsExactly("failed truth_unavailable");
        assertThat(stepsOf(second, "era5", "load_truth", 24)).isEmpty();
        assertThat(waitingFor(first, 48)).containsExactly(String.valueOf(second.runId));

        gone(first, 48, true);

        assertThat(stepsOf(second, "era5", "load_truth", 24)).containsExactly("failed truth_unavailable");
        assertThat(waitingFor(first, 48)).isEmpty();
        assertThat(first.parked()).isEmpty();
    }

    @Test
    void a_truth_that_its_source_knows_never_to_come_ends_for_all_runs_at_once() {
        ScriptedRun first = new ScriptedRun(postgres.database(), 1);
        first.toQueries();
        ScriptedRun second = new ScriptedRun(postgres.database(), 1, ScriptedRun.CYCLE.plus(Duration.ofDays(1)));
        second.toQueries();

        gone(first, 48, false);

        assertThat(stepsOf(first, "era5", "load_truth", 48)).containsExactly("failed truth_unavailable");
        assertThat(stepsOf(second, "era5", "load_truth", 24)).containsExactly("failed truth_unavailable");
        assertThat(waitingFor(first, 48)).isEmpty();
    }

    @Test
    void a_later_run_looks_for_a_truth_again_and_what_it_finds_is_not_for_the_run_that_gave_up() {
        ScriptedRun first = new ScriptedRun(postgres.database(), 1);
        first.toQueries();
        first.truth(24, false);
        gone(first, 48, true);
        ScriptedRun later = new ScriptedRun(postgres.database(), 1, ScriptedRun.CYCLE.minus(Duration.ofDays(1)));
        later.toQueries();
        assertThat(waitingFor(first, 48)).containsExactly(String.valueOf(later.runId));

        first.database.update(
                "UPDATE validator_jobs SET due_at = CASE WHEN payload ->> 'valid_time' = $1 THEN fw_now() "
                        + "ELSE fw_now() + interval '1 day' END WHERE job_type = 'weather.era5_truth' AND status = 'pending'",
                validTime(48));
        first.database.update(
                "UPDATE truth_status SET status = 'ready', checksums = '{}' WHERE valid_time = $1",
                Instant.parse(validTime(48)).atOffset(java.time.ZoneOffset.UTC));
        later.succeed(
                later.claim(JobType.ERA5_TRUTH),
                OutcomeKind.TRUTH_READY,
                new JsonObject().put("source", "demo").put("valid_time", validTime(48)));

        assertThat(stepsOf(first, "era5", "load_truth", 48)).containsExactly("failed truth_unavailable");
        assertThat(later.database
                        .first(
                                "SELECT status FROM weather_forecast_steps WHERE run_id = $1 AND lead_hours = 72 "
                                        + "AND substep = 'load_truth'",
                                later.runId)
                        .orElseThrow()
                        .getString("status"))
                .isEqualTo("succeeded");
        assertThat(first.parked()).isEmpty();
    }

    @Test
    void a_miner_that_joins_after_the_order_was_drawn_is_asked_too() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 2);
        run.succeed(run.claim(JobType.ORCHESTRATE), OutcomeKind.RUN_SEEDED, ScriptedRun.miners(0, 1));
        run.succeed(
                run.claim(JobType.SEED),
                OutcomeKind.SEED_READY,
                new JsonObject().put("input_sources", new JsonObject().put("source", "demo")));
        run.succeed(
                run.claim(JobType.INITIATE_FETCH),
                OutcomeKind.FETCH_INITIATED,
                new JsonObject().put("order", new JsonArray().add(1)));

        assertThat(run.claim(JobType.QUERY_MINER).minerUid()).isEqualTo(1);
        assertThat(run.claim(JobType.QUERY_MINER).minerUid()).isEqualTo(0);
    }

    @Test
    void a_repeated_orchestration_that_fails_does_not_end_a_run_under_way() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        RunOpener opener = new RunOpener(run.database, () -> "validator");
        opener.open("demo", ScriptedRun.CYCLE, null, "test", "again");
        Job repeated = run.claim(JobType.ORCHESTRATE);
        run.finish(
                repeated,
                new End.Failed(Failure.of(Code.VALIDATOR_INTERNAL, "broken")),
                ScriptedRun.failure(repeated.step(), Code.VALIDATOR_INTERNAL, "broken"));

        assertThat(run.runStatus()).isEqualTo("awaiting_inference_results");
    }

    @Test
    void miners_named_by_two_openings_both_join() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 2);
        RunOpener opener = new RunOpener(run.database, () -> "validator");
        Instant other = ScriptedRun.CYCLE.plus(Duration.ofDays(1));
        opener.open("demo", other, List.of(0), "test", "first");
        opener.open("demo", other, List.of(1), "test", "second");

        assertThat(run.database
                        .first("SELECT payload FROM validator_jobs WHERE payload ? 'uids'")
                        .orElseThrow()
                        .getJsonObject("payload")
                        .getJsonArray("uids"))
                .containsExactlyInAnyOrder(0, 1);
        Job begun = run.claim(JobType.ORCHESTRATE);
        begun = begun.runId() == run.runId ? run.claim(JobType.ORCHESTRATE) : begun;
        assertThat(opener.open("demo", other, List.of(0), "test", "covered")).isInstanceOf(RunOpener.Result.Live.class);
        assertThat(opener.open("demo", other, null, "test", "not covered"))
                .isInstanceOf(RunOpener.Result.Refused.class);
    }

    @Test
    void a_score_that_is_taken_back_leaves_no_row() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        run.toVerified();
        run.day1(0.5);
        assertThat(run.database.query("SELECT score FROM score_table")).hasSize(1);
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, data, actor) VALUES ('run_cancelled', $1, $2, 'test')",
                run.runId,
                new JsonObject().put("reason", "an operator's word"));
        run.fold.fold();

        assertThat(run.parked()).isEmpty();
        assertThat(run.database.query("SELECT score FROM score_table")).isEmpty();
        assertThat(run.database.query("SELECT status FROM weather_forecast_steps WHERE miner_hotkey = 'hotkey-0' "
                        + "AND status NOT IN ('succeeded', 'failed')"))
                .isEmpty();
    }

    @Test
    @Tag("P-39")
    void a_slot_that_changes_hands_begins_its_statistics_anew() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        run.toVerified();
        run.database.update("UPDATE node_table SET hotkey = 'newcomer' WHERE uid = 0");
        run.day1(0.5);
        ScriptedRun next = new ScriptedRun(postgres.database(), 0, ScriptedRun.CYCLE.plus(Duration.ofDays(1)));
        next.toQueries();
        next.succeed(
                next.claim(JobType.QUERY_MINER),
                OutcomeKind.QUERY_ACCEPTED,
                new JsonObject().put("job_id", "job-next").put("latency_ms", 7));

        assertThat(run.database.query("SELECT miner_hotkey, hosting_successes FROM miner_stats"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString("miner_hotkey")).isEqualTo("newcomer");
                    assertThat(row.getInteger("hosting_successes")).isEqualTo(1);
                });
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
