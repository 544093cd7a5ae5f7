package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.JobType;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
}
