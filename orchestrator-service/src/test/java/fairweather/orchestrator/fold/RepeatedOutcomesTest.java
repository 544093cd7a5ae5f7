package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is told twice, or fails before it is told, changes a run once or not at all. */
class RepeatedOutcomesTest {
    private static final List<JsonObject> STORY = List.of(
            told("query_accepted", new JsonObject().put("job_id", "job-0")),
            told("poll_done", new JsonObject().put("n", 1)),
            told("verified", new JsonObject().put("manifest_hash", "ab")),
            told("day1_started", new JsonObject()));

    private OrchestratorDatabase postgres;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private static JsonObject told(String kind, JsonObject data) {
        return new JsonObject().put("kind", kind).put("data", data);
    }

    private static void tell(ScriptedRun run, JsonObject told) {
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, response_id, data, actor) VALUES ($1, $2, $3, $4, 'test')",
                told.getString("kind"),
                run.runId,
                run.response(0).getInteger("id"),
                told.getJsonObject("data"));
    }

    /** All orders in which the same story can be told by two who do not know of each other. */
    private static List<List<JsonObject>> interleavings(int one, int other) {
        if (one == STORY.size() && other == STORY.size()) {
            return List.of(List.of());
        }
        List<List<JsonObject>> orders = new ArrayList<>();
        if (one < STORY.size()) {
            interleavings(one + 1, other).forEach(rest -> orders.add(before(STORY.get(one), rest)));
        }
        if (other < STORY.size()) {
            interleavings(one, other + 1).forEach(rest -> orders.add(before(STORY.get(other), rest)));
        }
        return orders;
    }

    private static List<JsonObject> before(JsonObject first, List<JsonObject> rest) {
        List<JsonObject> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        return order;
    }

    @Test
    @Tag("P-09")
    void a_story_told_twice_in_any_interleaving_is_the_story_told_once() {
        List<List<JsonObject>> orders = interleavings(0, 0);
        assertThat(orders).hasSize(70);
        Instant cycle = ScriptedRun.CYCLE;
        for (List<JsonObject> order : orders) {
            cycle = cycle.plus(Duration.ofDays(1));
            ScriptedRun run = new ScriptedRun(postgres.database(), 1, cycle);
            run.toQueries();
            order.forEach(told -> tell(run, told));
            run.fold.fold();

            assertThat(run.parked()).isEmpty();
            assertThat(run.response(0).getString("status")).isEqualTo("day1_scoring");
            assertThat(run.response(0).getString("verification_state")).isEqualTo("verified");
            assertThat(run.database.query(
                            "SELECT id FROM validator_jobs WHERE run_id = $1 AND job_type = 'weather.day1'", run.runId))
                    .hasSize(1);
            end(run);
        }
    }

    private static void end(ScriptedRun run) {
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, data, actor) VALUES ('run_cancelled', $1, $2, 'test')",
                run.runId,
                new JsonObject().put("reason", "the next one"));
        run.fold.fold();
    }

    @Test
    @Tag("P-31")
    void asking_everybody_a_second_time_neither_asks_nor_fails_anybody() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 2);
        run.toQueries();
        int jobs = run.database.query("SELECT id FROM validator_jobs").size();
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, data, actor) VALUES ('fetch_initiated', $1, $2, 'test')",
                run.runId,
                new JsonObject().put("order", new JsonArray().add(0).add(1)));
        run.fold.fold();

        assertThat(run.runStatus()).isEqualTo("awaiting_inference_results");
        assertThat(run.database.query("SELECT id FROM validator_jobs")).hasSize(jobs);
        assertThat(run.response(0).getString("status")).isEqualTo("created");
    }

    @Test
    @Tag("P-14")
    void a_run_whose_reference_data_did_not_come_is_not_ready_however_the_attempt_ended() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.succeed(run.claim(JobType.ORCHESTRATE), OutcomeKind.RUN_SEEDED, ScriptedRun.miners(0));
        run.finish(
                run.claim(JobType.SEED), new End.Deferred(Due.now(), "another is downloading", null), Report.NOTHING);
        assertThat(run.runStatus()).isEqualTo("gfs_downloading");

        run.finish(run.claim(JobType.SEED), new End.Skipped("another has it"), Report.NOTHING);
        assertThat(run.runStatus()).isEqualTo("gfs_downloading");
    }

    @Test
    @Tag("P-37")
    void a_run_whose_seed_failed_for_good_is_opened_again_by_a_request_and_has_its_own_seed() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.succeed(run.claim(JobType.ORCHESTRATE), OutcomeKind.RUN_SEEDED, ScriptedRun.miners(0));
        Job seed = run.claim(JobType.SEED);
        Failure broken = Failure.of(Code.VALIDATOR_INTERNAL, "the disk is full");
        run.finish(seed, new End.Failed(broken), ScriptedRun.failure(seed.step(), broken.code(), broken.message()));
        assertThat(run.runStatus()).isEqualTo("failed");

        RunOpener opener = new RunOpener(run.database, () -> "validator");
        RunOpener.Result again = opener.open("demo", ScriptedRun.CYCLE, null, "operator", "the disk is larger");
        run.fold.fold();
        int second = ((RunOpener.Result.Opened) again).id();
        assertThat(run.claim(JobType.ORCHESTRATE).runId()).isEqualTo(second);
    }

    @Test
    void a_seed_that_breaks_while_it_saves_later_leads_does_not_end_the_run_that_goes_on() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.succeed(run.claim(JobType.ORCHESTRATE), OutcomeKind.RUN_SEEDED, ScriptedRun.miners(0));
        Job seed = run.claim(JobType.SEED);
        JsonObject sources = new JsonObject().put("source", "demo");
        run.report(
                seed,
                0,
                Report.of(new OutcomeDraft(OutcomeKind.SEED_READY, new JsonObject().put("input_sources", sources))));
        assertThat(run.runStatus()).isEqualTo("gfs_ready");
        String board = run.stats(0).getString("current_forecast_stage");

        Failure broken = Failure.of(Code.VALIDATOR_INTERNAL, "the disk is full");
        run.finish(seed, new End.Failed(broken), ScriptedRun.failure(seed.step(), broken.code(), broken.message()));

        assertThat(run.runStatus()).isEqualTo("gfs_ready");
        assertThat(run.stats(0).getString("current_forecast_stage")).isEqualTo(board);
        assertThat(run.stats(0).getString("last_error_message")).isNull();
        run.succeed(
                run.claim(JobType.INITIATE_FETCH),
                OutcomeKind.FETCH_INITIATED,
                new JsonObject().put("order", new JsonArray().add(0)));
        assertThat(run.runStatus()).isEqualTo("awaiting_inference_results");
    }
}
