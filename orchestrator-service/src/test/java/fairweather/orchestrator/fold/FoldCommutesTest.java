package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.run.RunConfig;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Outcomes of one response keep their order; those of different responses may come in any. */
class FoldCommutesTest {
    private static final int INTERLEAVINGS = 6;
    private static final long SEED = 20181006;

    /** Everything that is folded, without ids and clocks. */
    private static final String FOLDED = """
            SELECT jsonb_build_object('run', r.status, 'response', p.status, 'uid', p.miner_uid, 'job', p.job_id,
                       'verified', p.verification_state, 'ended', p.failed_stage || p.failure_code || p.error_message,
                       'stats', to_jsonb(s) - ARRAY['id', 'created_at', 'updated_at', 'next_scheduled_retry',
                           'forecast_inference_duration_seconds'],
                       'combined', t.score,
                       'steps', (SELECT jsonb_agg(jsonb_build_array(step_name, substep, lead_hours, w.status, error_json)
                                     ORDER BY step_name, substep, lead_hours)
                                 FROM weather_forecast_steps w
                                 WHERE w.run_id = r.id AND w.miner_hotkey = p.miner_hotkey),
                       'jobs', (SELECT jsonb_agg(jsonb_build_array(job_type, j.status) ORDER BY job_type)
                                FROM validator_jobs j WHERE j.response_id = p.id)) AS row
            FROM weather_miner_responses p JOIN weather_forecast_runs r ON r.id = p.run_id
            JOIN weather_forecast_stats s ON s.run_id = r.id AND s.miner_uid = p.miner_uid
            LEFT JOIN score_table t ON t.run_id = r.id AND t.miner_uid = p.miner_uid
            ORDER BY p.miner_uid
            """;

    private record Step(int uid, String kind, JsonObject data) {}

    @Test
    @Tag("I6")
    void any_interleaving_of_the_responses_folds_to_the_same_rows() {
        Random random = new Random(SEED);
        List<JsonObject> first = folded(interleaved(random));
        assertThat(first).hasSize(4);
        assertThat(first.getFirst().getString("run")).isEqualTo("completed");

        for (int n = 1; n < INTERLEAVINGS; n++) {
            assertThat(folded(interleaved(random))).isEqualTo(first);
        }
    }

    private static List<JsonObject> folded(List<Step> steps) {
        try (OrchestratorDatabase postgres = new OrchestratorDatabase()) {
            ScriptedRun run = new ScriptedRun(postgres.database(), 4);
            run.toQueries();
            for (Step step : steps) {
                run.database.update(
                        "INSERT INTO outcomes (kind, run_id, response_id, data, actor) VALUES ($1, $2, $3, $4, 'test')",
                        step.kind(),
                        run.runId,
                        run.response(step.uid()).getInteger("id"),
                        step.data());
            }
            run.fold.fold();
            assertThat(run.parked()).isEmpty();
            return run.database.query(FOLDED).stream()
                    .map(row -> row.getJsonObject("row"))
                    .toList();
        }
    }

    /** Draws whose turn it is; the order of each one's own steps stays. */
    private static List<Step> interleaved(Random random) {
        List<List<Step>> scripts = List.of(
                scored(0, 0.5), scored(1, 0.25), changedBytes(2), List.of(failed(3, "query", "REJECTED_IDENTITY")));
        List<Integer> turns = new ArrayList<>();
        scripts.forEach(script -> turns.addAll(
                Collections.nCopies(script.size(), script.getFirst().uid())));
        Collections.shuffle(turns, random);
        int[] next = new int[scripts.size()];
        return turns.stream().map(uid -> scripts.get(uid).get(next[uid]++)).toList();
    }

    private static List<Step> toDay1(int uid) {
        return new ArrayList<>(List.of(
                new Step(uid, "query_accepted", new JsonObject().put("job_id", "job-" + uid)),
                new Step(uid, "poll_running", new JsonObject().put("n", 1)),
                new Step(uid, "poll_done", new JsonObject().put("n", 2)),
                new Step(uid, "verified", new JsonObject().put("manifest_hash", "ab")),
                new Step(uid, "day1_started", new JsonObject()),
                new Step(uid, "day1_scored", new JsonObject().put("score", 0.5))));
    }

    private static List<Step> scored(int uid, double score) {
        List<Step> steps = toDay1(uid);
        for (int lead : RunConfig.LEAD_COLUMNS) {
            steps.addAll(lead(uid, lead, score));
        }
        return steps;
    }

    private static List<Step> changedBytes(int uid) {
        List<Step> steps = toDay1(uid);
        steps.addAll(lead(uid, 24, 0.9));
        steps.add(failed(uid, "era5", "INTEGRITY_CHUNK_HASH"));
        return steps;
    }

    private static List<Step> lead(int uid, int lead, double score) {
        JsonObject started = new JsonObject().put("lead_hours", lead);
        JsonObject scored = started.copy().put("score", score).put("components", 2);
        return List.of(new Step(uid, "lead_started", started), new Step(uid, "lead_scored", scored));
    }

    private static Step failed(int uid, String stage, String code) {
        JsonObject data = new JsonObject()
                .put("stage", stage)
                .put("substep", "any")
                .put("code", code)
                .put("message", "a test");
        return new Step(uid, "step_failed", data);
    }
}
