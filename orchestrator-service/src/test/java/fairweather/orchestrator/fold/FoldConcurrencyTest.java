package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many folds and many writers at once. */
class FoldConcurrencyTest {
    private OrchestratorDatabase postgres;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(works.size())) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(works)) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Test
    @Tag("P-13")
    void folds_at_the_same_time_take_each_outcome_once_and_leave_no_lock() throws Exception {
        ScriptedRun run = new ScriptedRun(postgres.database(), 3);
        run.toQueries();
        int applied = run.database
                .query("SELECT id FROM outcomes WHERE disposition = 'applied'")
                .size();
        for (int uid = 0; uid < 3; uid++) {
            accepted(run, uid);
        }
        List<Integer> taken = atOnce(Collections.nCopies(8, () -> new Fold(new PostgresBooks(run.database)).fold()));

        assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
        assertThat(run.database.query("SELECT id FROM outcomes WHERE disposition = 'applied'"))
                .hasSize(applied + 3);
        assertThat(run.database.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"))
                .isEmpty();
    }

    private static void accepted(ScriptedRun run, int uid) {
        outcome(run, uid, "query_accepted", new JsonObject().put("job_id", "job-" + uid));
    }

    private static void outcome(ScriptedRun run, int uid, String kind, JsonObject data) {
        run.database.update(
                "INSERT INTO outcomes (kind, run_id, response_id, data, actor) VALUES ($1, $2, $3, $4, 'test')",
                kind,
                run.runId,
                run.response(uid).getInteger("id"),
                data);
    }

    @Test
    @Tag("P-35")
    void leads_that_are_reported_at_the_same_time_all_count() throws Exception {
        ScriptedRun run = new ScriptedRun(postgres.database(), 1);
        run.toQueries();
        run.toVerified();
        run.day1(0.5);
        outcome(run, 0, "lead_started", new JsonObject().put("lead_hours", 24));
        List<Callable<Integer>> works = IntStream.rangeClosed(1, 8)
                .mapToObj(n -> (Callable<Integer>) () -> {
                    JsonObject lead = new JsonObject().put("lead_hours", 24 * n).put("components", 2);
                    outcome(run, 0, "lead_scored", lead.put("score", n / 10.0));
                    return new Fold(new PostgresBooks(run.database)).fold();
                })
                .toList();
        atOnce(works);
        run.fold.fold();

        Row stats = run.stats(0);
        assertThat(run.parked()).isEmpty();
        assertThat(stats.getDouble("era5_completeness")).isCloseTo(0.8, within(1e-12));
        assertThat(stats.getDouble("era5_combined_score")).isCloseTo(0.36, within(1e-12));
        for (int n = 1; n <= 8; n++) {
            assertThat(stats.getDouble("era5_score_" + 24 * n + "h")).isEqualTo(n / 10.0);
        }
    }
}
