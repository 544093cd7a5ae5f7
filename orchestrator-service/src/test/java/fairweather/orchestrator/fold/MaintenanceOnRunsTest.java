package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.invariant.InvariantReport.Checked;
import fairweather.orchestrator.invariant.Invariants;
import fairweather.orchestrator.periodic.Aggregation;
import fairweather.orchestrator.periodic.Deregistrations;
import fairweather.orchestrator.periodic.Reconciliation;
import fairweather.orchestrator.periodic.Work;
import fairweather.outcome.OutcomeKind;
import fairweather.run.RunConfig;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the periodic works do to runs that the real queue and the real fold carry. */
class MaintenanceOnRunsTest {
    private static final String STATISTICS = """
            SELECT 'stats ' || run_id || ' ' || miner_uid || ' ' || coalesce(miner_rank::text, '-') || ' ' || updated_at
                AS text FROM weather_forecast_stats
            UNION ALL SELECT 'miner ' || miner_uid || ' ' || avg_forecast_score || ' ' || updated_at FROM miner_stats
            UNION ALL SELECT 'score ' || miner_uid || ' ' || score || ' ' || updated_at FROM score_table
            UNION ALL SELECT 'run ' || id || ' ' || status || ' ' || updated_at FROM weather_forecast_runs
            ORDER BY 1
            """;

    private OrchestratorDatabase postgres;
    private ScriptedRun run;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
        run = new ScriptedRun(postgres.database(), 2);
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private long turn(Work work) {
        long done = unfolded(work);
        run.fold.fold();
        return done;
    }

    private long unfolded(Work work) {
        return postgres.database()
                .transaction(tx -> work.turn(tx, Instant.EPOCH))
                .count();
    }

    private List<String> texts(String sql) {
        return postgres.database().query(sql).stream()
                .map((Row row) -> row.getString("text"))
                .toList();
    }

    private Stream<Checked> violated() {
        return new Invariants(postgres.database()).check().invariants().stream().filter(one -> one.violations() > 0);
    }

    private void change(String sql) {
        assertThat(postgres.database().update(sql)).isPositive();
    }

    /** One miner is scored to the end, the other's query waits. */
    private void oneMinerScored() {
        run.toQueries();
        run.toVerified();
        run.day1(0.5);
        RunConfig.LEAD_COLUMNS.forEach(lead -> run.truth(lead, true));
        Job era5 = run.claim(JobType.ERA5);
        int n = 0;
        for (int lead : RunConfig.LEAD_COLUMNS) {
            run.lead(era5, n, lead, 0.4);
            n += 2;
        }
    }

    @Test
    void an_aggregation_changes_nothing_when_all_is_right() {
        oneMinerScored();
        change("UPDATE validator_jobs SET due_at = fw_now() WHERE job_type = 'weather.query_miner'");
        Job other = run.claim(JobType.QUERY_MINER);
        run.finish(
                other,
                new End.Failed(Failure.of(Code.REJECTED_IDENTITY, "no")),
                ScriptedRun.failure(StepKey.QUERY, Code.REJECTED_IDENTITY, "no"));
        assertThat(run.runStatus()).isEqualTo("completed");
        List<String> before = texts(STATISTICS);
        assertThat(before).hasSize(7);

        assertThat(turn(new Aggregation())).isOne();

        assertThat(texts(STATISTICS)).isEqualTo(before);
        assertThat(texts("SELECT kind || ' ' || disposition AS text FROM outcomes WHERE actor = 'aggregate'"))
                .containsExactly("aggregation_due applied");
    }

    @Test
    void an_aggregation_puts_wrong_averages_and_ranks_right() {
        oneMinerScored();
        change("UPDATE weather_forecast_stats SET miner_rank = 7, avg_rmse = 3");
        change("UPDATE score_table SET score = 0.99");
        turn(new Aggregation());

        assertThat(run.stats(0).getInteger("miner_rank")).isEqualTo(1);
        assertThat(run.stats(1).getInteger("miner_rank")).isNull();
        assertThat(run.stats(0).getDouble("avg_rmse")).isNull();
        assertThat(texts("SELECT score::text AS text FROM score_table")).containsExactly("0.42999999999999994");
    }

    @Test
    void an_aggregation_is_not_asked_for_again_before_the_fold_has_come_to_it() {
        assertThat(unfolded(new Aggregation())).isOne();
        assertThat(unfolded(new Aggregation())).isZero();
    }

    @Test
    @Tag("P-38")
    void p38_in_steady_state_nothing_is_repaired_however_old_it_is() {
        for (Runnable stage : List.<Runnable>of(
                () -> {},
                () -> run.toQueries(),
                () -> run.toVerified(),
                () -> run.day1(0.5),
                () -> run.truth(24, true))) {
            stage.run();
            change("UPDATE weather_forecast_runs SET updated_at = fw_now() - interval '9 days'");
            postgres.database().update("UPDATE validator_jobs SET updated_at = fw_now() - interval '9 days'");
            postgres.database().update("UPDATE weather_miner_responses SET updated_at = fw_now() - interval '9 days'");
            assertThat(turn(new Reconciliation())).isZero();
        }
        assertThat(texts("SELECT message AS text FROM validator_job_logs WHERE source = 'reconcile'"))
                .isEmpty();
    }

    @Test
    void r53_a_live_response_without_a_job_gets_the_one_its_state_needs() {
        run.toQueries();
        change("DELETE FROM validator_jobs WHERE job_type = 'weather.query_miner' AND miner_uid = 1");
        assertThat(violated().map(Checked::name)).containsExactly("inv_01_liveness");

        assertThat(turn(new Reconciliation())).isOne();

        assertThat(violated()).isEmpty();
        assertThat(texts("SELECT message AS text FROM validator_job_logs WHERE source = 'reconcile'"))
                .containsExactly("gave uid 1 in created its missing job (weather.query_miner)");
        assertThat(turn(new Reconciliation())).isZero();
        run.toVerified();
        run.toVerified();
        assertThat(run.response(1).getString("verification_state")).isEqualTo("verified");
    }

    @Test
    void r53_a_poll_that_is_missing_goes_on_where_it_was() {
        run.toQueries();
        Job query = run.claim(JobType.QUERY_MINER);
        run.succeed(
                query,
                OutcomeKind.QUERY_ACCEPTED,
                new JsonObject().put("job_id", "job").put("latency_ms", 5));
        change("INSERT INTO weather_forecast_steps (run_id, miner_uid, miner_hotkey, step_name, substep, status) "
                + "SELECT run_id, miner_uid, miner_hotkey, 'poll', 'attempt_' || n, 'succeeded' "
                + "FROM weather_miner_responses, generate_series(1, 3) AS n WHERE status = 'inference_running'");
        change("DELETE FROM validator_jobs WHERE job_type = 'weather.poll_miner'");
        assertThat(turn(new Reconciliation())).isOne();

        assertThat(texts(
                        "SELECT payload ->> 'phase' || ' ' || (payload ->> 'attempt') || ' ' || (payload ->> 'miner_hotkey') "
                                + "AS text FROM validator_jobs WHERE job_type = 'weather.poll_miner'"))
                .containsExactly("poll 3 hotkey-" + query.minerUid());
    }

    @Test
    void r53_a_response_about_which_the_fold_has_yet_to_read_is_left_alone() {
        run.toQueries();
        change("DELETE FROM validator_jobs WHERE job_type = 'weather.query_miner' AND miner_uid = 1");
        change("INSERT INTO outcomes (kind, run_id, response_id, actor) SELECT 'query_accepted', run_id, id, 'worker' "
                + "FROM weather_miner_responses WHERE miner_uid = 1");
        assertThat(unfolded(new Reconciliation())).isZero();
    }

    @Test
    void r53_the_job_of_an_ended_response_is_cancelled_and_its_holder_writes_nothing_more() {
        run.toQueries();
        Job query = run.claim(JobType.QUERY_MINER);
        change("UPDATE weather_miner_responses SET status = 'cancelled' WHERE miner_uid = " + query.minerUid());
        assertThat(turn(new Reconciliation())).isOne();

        assertThat(texts("SELECT status || ' ' || (result ->> 'reason') AS text FROM validator_jobs WHERE id = "
                        + query.lease().jobId()))
                .containsExactly("cancelled what it was for has ended");
        assertThat(run.queue.report(query.lease(), Report.NOTHING, 0).await().indefinitely())
                .isFalse();
    }

    @Test
    void r53_a_truth_that_nobody_looks_for_is_looked_for_again() {
        run.toQueries();
        change("DELETE FROM validator_jobs WHERE singleton_key LIKE 'era5_truth_demo_2018-10-07%' "
                + "OR singleton_key LIKE 'era5_truth_demo_2018-10-09%'");
        assertThat(turn(new Reconciliation())).isEqualTo(2);

        assertThat(texts("SELECT count(*)::text AS text FROM validator_jobs WHERE job_type = 'weather.era5_truth' "
                        + "AND status = 'pending'"))
                .containsExactly("10");
        assertThat(turn(new Reconciliation())).isZero();
    }

    @Test
    @Tag("P-39")
    void r44_p39_a_slot_that_changes_hands_ends_its_response_and_deletes_nothing() {
        oneMinerScored();
        List<String> history = texts("SELECT 'step ' || id AS text FROM weather_forecast_steps UNION ALL "
                + "SELECT 'stats ' || id FROM weather_forecast_stats UNION ALL SELECT 'score ' || id FROM weather_miner_scores "
                + "UNION ALL SELECT 'response ' || id FROM weather_miner_responses ORDER BY 1");
        List<String> before = violated().map(Checked::name).toList();
        change("UPDATE node_table SET hotkey = 'a-new-hotkey' WHERE uid = 1");
        assertThat(turn(new Deregistrations())).isOne();
        assertThat(turn(new Deregistrations())).isZero();

        Row ended = run.response(1);
        assertThat(ended.getString("status")).isEqualTo("cancelled");
        assertThat(ended.getString("failure_code")).isEqualTo("DEREGISTERED");
        assertThat(ended.getString("error_message")).isEqualTo("its slot has a new hotkey");
        assertThat(run.stats(1).getDouble("overall_forecast_score")).isNull();
        assertThat(run.response(0).getString("status")).isEqualTo("era5_scored");
        assertThat(texts("SELECT status AS text FROM validator_jobs WHERE miner_uid = 1"))
                .containsExactly("cancelled");
        assertThat(
                        texts(
                                "SELECT 'step ' || id AS text FROM weather_forecast_steps UNION ALL "
                                        + "SELECT 'stats ' || id FROM weather_forecast_stats UNION ALL SELECT 'score ' || id FROM "
                                        + "weather_miner_scores UNION ALL SELECT 'response ' || id FROM weather_miner_responses ORDER BY 1"))
                .containsAll(history);
        assertThat(violated().map(Checked::name)).containsExactlyElementsOf(before);
    }

    @Test
    void a_slot_that_is_emptied_ends_its_response_too() {
        run.toQueries();
        change("UPDATE node_table SET hotkey = NULL WHERE uid = 0");
        change("DELETE FROM node_table WHERE uid = 1");
        assertThat(turn(new Deregistrations())).isEqualTo(2);

        assertThat(run.response(0).getString("error_message")).isEqualTo("its slot is empty");
        assertThat(run.response(1).getString("status")).isEqualTo("cancelled");
        assertThat(run.runStatus()).isEqualTo("failed");
    }
}
