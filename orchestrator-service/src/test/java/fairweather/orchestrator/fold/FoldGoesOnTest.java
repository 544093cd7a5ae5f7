package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong with one response stops neither the run nor the others. */
class FoldGoesOnTest {
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
    void a_run_whose_miners_have_all_gone_before_they_are_asked_ends_at_once() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.succeed(run.claim(JobType.ORCHESTRATE), OutcomeKind.RUN_SEEDED, ScriptedRun.miners(0));
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, response_id, data, actor) VALUES ('deregistered', $1, $2, $3, 'test')",
                run.runId,
                run.response(0).getInteger("id"),
                new JsonObject().put("reason", "the slot has another owner"));
        run.succeed(
                run.claim(JobType.SEED),
                OutcomeKind.SEED_READY,
                new JsonObject().put("input_sources", new JsonObject()));
        assertThat(run.response(0).getString("status")).isEqualTo("cancelled");

        run.succeed(
                run.claim(JobType.INITIATE_FETCH),
                OutcomeKind.FETCH_INITIATED,
                new JsonObject().put("order", new JsonArray()));

        assertThat(run.runStatus()).isEqualTo("failed");
        assertThat(run.parked()).isEmpty();
    }

    @Test
    void a_run_is_cancelled_although_one_of_its_responses_cannot_be_read() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 3);
        run.toQueries();
        run.database.update("UPDATE weather_forecast_stats SET era5_leads = '{\"24\": {}}' WHERE miner_uid = 1");
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, data, actor) VALUES ('run_cancelled', $1, $2, 'alice')",
                run.runId,
                new JsonObject().put("reason", "enough"));
        run.fold.fold();

        assertThat(run.runStatus()).isEqualTo("abandoned");
        assertThat(run.response(0).getString("status")).isEqualTo("cancelled");
        assertThat(run.response(2).getString("status")).isEqualTo("cancelled");
        assertThat(run.response(1).getString("status")).isEqualTo("created");
        assertThat(run.response(1).getString("parked_reason")).isNotNull();
        assertThat(run.parked()).isEmpty();
    }

    /** Holds a row locked as somebody else's transaction does while the fold is at work. */
    private void whileLocked(String sql, Object id, Runnable work) {
        postgres.database().transaction(tx -> {
            tx.first(sql, id).orElseThrow();
            work.run();
            return null;
        });
    }

    private static void accepted(ScriptedRun run, int uid) {
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, response_id, data, actor) VALUES ('query_accepted', $1, $2, $3, 'test')",
                run.runId,
                run.response(uid).getInteger("id"),
                new JsonObject().put("job_id", "job-" + run.runId + uid).put("latency_ms", 5));
    }

    @Test
    void a_run_that_somebody_has_locked_is_passed_by_with_all_its_outcomes_and_the_others_go_on() {
        ScriptedRun locked = new ScriptedRun(postgres.database(), 1);
        locked.toQueries();
        ScriptedRun free = new ScriptedRun(postgres.database(), 1, ScriptedRun.CYCLE.plus(Duration.ofDays(1)));
        free.toQueries();
        accepted(locked, 0);
        accepted(free, 0);

        whileLocked("SELECT id FROM weather_forecast_runs WHERE id = $1 FOR UPDATE", locked.runId, () -> {
            assertThat(free.fold.fold()).isOne();
            assertThat(free.fold.fold()).isZero();
        });

        assertThat(free.response(0).getString("status")).isEqualTo("inference_running");
        assertThat(locked.response(0).getString("status")).isEqualTo("created");
        assertThat(locked.fold.fold()).isOne();
        assertThat(locked.response(0).getString("status")).isEqualTo("inference_running");
    }

    @Test
    void a_response_that_somebody_has_locked_is_left_for_later_with_its_run_and_nothing_is_parked() {
        ScriptedRun locked = new ScriptedRun(postgres.database(), 2);
        locked.toQueries();
        ScriptedRun free = new ScriptedRun(postgres.database(), 1, ScriptedRun.CYCLE.plus(Duration.ofDays(1)));
        free.toQueries();
        accepted(locked, 0);
        accepted(locked, 1);
        accepted(free, 0);

        whileLocked(
                "SELECT id FROM weather_miner_responses WHERE id = $1 FOR UPDATE",
                locked.response(0).getInteger("id"),
                () -> assertThat(free.fold.fold()).isOne());

        assertThat(free.response(0).getString("status")).isEqualTo("inference_running");
        assertThat(locked.response(1).getString("status")).isEqualTo("created");
        assertThat(locked.parked()).isEmpty();
        assertThat(locked.fold.fold()).isEqualTo(2);
        assertThat(locked.response(0).getString("status")).isEqualTo("inference_running");
        assertThat(locked.response(1).getString("status")).isEqualTo("inference_running");
    }

    @Test
    void averages_that_somebody_has_locked_are_computed_with_a_later_batch() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        run.toVerified();
        Job day1 = run.claim(JobType.DAY1);
        run.report(day1, 0, Report.of(OutcomeDraft.of(OutcomeKind.DAY1_STARTED)));
        run.queue
                .finish(
                        day1.lease(),
                        new End.Succeeded(new JsonObject()),
                        Report.of(new OutcomeDraft(OutcomeKind.DAY1_SCORED, new JsonObject().put("score", 0.5))),
                        100)
                .await()
                .indefinitely();
        run.database.update("""
                INSERT INTO weather_forecast_steps (run_id, miner_uid, miner_hotkey, step_name, substep, status)
                VALUES ($1, 0, 'coordinator', 'aggregate', 'miner', 'succeeded') ON CONFLICT DO NOTHING
                """, run.runId);

        whileLocked(
                "SELECT id FROM weather_forecast_steps WHERE run_id = $1 AND step_name = 'aggregate' FOR UPDATE",
                run.runId,
                run.fold::fold);

        assertThat(run.response(0).getString("status")).isEqualTo("day1_scored");
        assertThat(run.stats(0).getInteger("miner_rank")).isNull();
        assertThat(run.fold.fold()).isOne();
        assertThat(run.stats(0).getInteger("miner_rank")).isOne();
    }
}
