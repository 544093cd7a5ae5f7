package fairweather.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.database.Database;
import fairweather.job.JobType;
import fairweather.job.WorkerPool;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.postgres.BreakingWire.Moment;
import fairweather.postgres.BreakingWire.Outage;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The orchestrator dies, or loses its connection and lives on, at every statement of every attempt and of the fold that
 * follows it. After the lease has lapsed another one goes on, and the rows are those of an orchestrator that was not
 * disturbed.
 */
class CrashSafetyTest {
    private static final Instant CYCLE = Instant.parse("2010-01-01T00:00:00Z");
    private static final Duration PAST_LEASE = WorkerPool.LEASE.plusSeconds(1);

    /** More than an attempt and its fold have statements, and their losses besides. */
    private static final int RUNS = 80;

    /** All of a run but ids, clocks and how often something had to be begun. */
    private static final String STATE = """
            SELECT jsonb_build_object(
                'run', r.status,
                'responses', (SELECT jsonb_agg(jsonb_build_array(miner_uid, status, verification_state, manifest_hash,
                                  job_id IS NOT NULL, error_message, parked_reason) ORDER BY miner_uid)
                              FROM weather_miner_responses p WHERE p.run_id = r.id),
                'manifests', (SELECT count(*) FROM forecast_manifests JOIN weather_miner_responses p ON p.id = response_id
                              WHERE p.run_id = r.id),
                'stats', (SELECT jsonb_agg(jsonb_build_array(miner_uid, forecast_status, current_forecast_stage,
                              current_forecast_status, retries_remaining, last_error_message) ORDER BY miner_uid)
                          FROM weather_forecast_stats s WHERE s.run_id = r.id),
                'steps', (SELECT jsonb_agg(jsonb_build_array(miner_uid, step_name, substep, lead_hours, status,
                              retry_count, error_json) ORDER BY miner_uid, step_name, substep, lead_hours)
                          FROM weather_forecast_steps s WHERE s.run_id = r.id),
                'jobs', (SELECT jsonb_agg(jsonb_build_array(job_type, status, miner_uid, payload ->> 'phase',
                              payload ->> 'attempt', attempts) ORDER BY job_type, status)
                         FROM validator_jobs j WHERE j.run_id = r.id AND job_type <> 'weather.era5_truth'),
                'outcomes', (SELECT jsonb_agg(jsonb_build_array(kind, disposition) ORDER BY id)
                             FROM outcomes o WHERE o.run_id = r.id),
                'transitions', (SELECT jsonb_agg(jsonb_build_array(response_id IS NULL, from_status, to_status) ORDER BY id)
                                FROM state_transitions t WHERE t.run_id = r.id)) AS state
            FROM weather_forecast_runs r WHERE r.id = $1
            """;

    private static final String SET_ASIDE =
            "UPDATE validator_jobs SET due_at = 'infinity' WHERE status IN ('pending', 'retry_scheduled')";

    private static final String ALL_FOLDED =
            "SELECT NOT EXISTS (SELECT FROM outcomes WHERE folded_at IS NULL AND " + "disposition IS NULL) AS folded";

    private static final String MAKE_DUE =
            "UPDATE validator_jobs SET due_at = fw_now() WHERE run_id = $1 AND job_type = $2 AND status = 'pending'";

    private static final String OPEN = """
            SELECT status IN ('pending', 'retry_scheduled') AND due_at <= fw_now() AS due,
                   status = 'in_progress' AS held
            FROM validator_jobs WHERE run_id = $1 AND job_type = $2 ORDER BY id DESC LIMIT 1
            """;

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger DYING_WORDS = Logger.getLogger("fairweather.job");

    /** Where it breaks. */
    private record Break(int statement, Moment moment, Outage outage) {}

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final List<Integer> runs = new ArrayList<>();
    private OrchestratorDatabase postgres;
    private Database database;
    private PostgresJobQueue queue;
    private final Vertx vertx = Vertx.vertx();
    private Instant now = Instant.parse("2018-10-06T12:00:00Z");

    @BeforeEach
    void openManyRuns() {
        DYING_WORDS.setLevel(Level.OFF);
        postgres = new OrchestratorDatabase();
        postgres.setNow(now);
        database = postgres.database();
        queue = new PostgresJobQueue(database.pool());
        database.update("INSERT INTO node_table (uid, hotkey, ip, port) VALUES (0, 'hotkey-0', '127.0.0.1', 1)");
        RunOpener opener = new RunOpener(database, () -> "validator");
        for (int n = 0; n < RUNS; n++) {
            Instant cycle = CYCLE.plus(Duration.ofDays(n));
            runs.add(((RunOpener.Result.Opened) opener.open("demo", cycle, null, "test", "to crash")).id());
        }
        foldAll();
    }

    @AfterEach
    void close() {
        postgres.close();
        gateway.close();
        vertx.close().await().indefinitely();
        DYING_WORDS.setLevel(null);
    }

    /** A fold that died may keep its locks for a moment, and who comes meanwhile finds nothing to do. */
    private void foldAll() {
        Fold fold = new Fold(new PostgresBooks(database));
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> {
            while (fold.fold() > 0) {
                database.update(SET_ASIDE);
            }
            return database.first(ALL_FOLDED).orElseThrow().getBoolean("folded");
        });
        database.update(SET_ASIDE);
    }

    private void later(Duration wait) {
        now = now.plus(wait);
        postgres.setNow(now);
    }

    private JsonObject state(int run) {
        return database.first(STATE, run).orElseThrow().getJsonObject("state");
    }

    private boolean settled(int run, JobType type) {
        Row job = database.first(OPEN, run, type.word()).orElseThrow();
        return !job.getBoolean("due") && !job.getBoolean("held");
    }

    private BreakingProcess process() {
        return new BreakingProcess(vertx, postgres.where(), gateway);
    }

    /** A first process that breaks, and one that takes over when its lease has lapsed. */
    private void goThrough(int run, JobType type, Break broken) {
        database.update(MAKE_DUE, run, type.word());
        try (BreakingProcess first = process()) {
            first.wire().breakAt(broken.statement(), broken.moment(), broken.outage());
            first.work(type, () -> settled(run, type));
            if (!first.wire().hasBroken()) {
                foldOnce(first);
            }
        }
        takeOver(run, type);
    }

    /** Dies at the break that comes within the fold. */
    private static void foldOnce(BreakingProcess first) {
        try {
            first.fold();
        } catch (RuntimeException crash) {
            assertThat(first.wire().hasBroken())
                    .as("only what was broken fails: %s", crash)
                    .isTrue();
        }
    }

    private void takeOver(int run, JobType type) {
        later(PAST_LEASE);
        queue.reclaimExpired(10).await().indefinitely();
        if (!settled(run, type)) {
            try (BreakingProcess second = process()) {
                second.work(type, () -> settled(run, type));
            }
        }
        foldAll();
    }

    private int undisturbed(int run, JobType type) {
        database.update(MAKE_DUE, run, type.word());
        int statements;
        try (BreakingProcess only = process()) {
            only.work(type, () -> settled(run, type));
            only.fold();
            statements = only.wire().statements();
        }
        takeOver(run, type);
        return statements;
    }

    private static List<Break> breaks(int statements) {
        List<Break> breaks = new ArrayList<>();
        for (int n = 1; n <= statements; n++) {
            breaks.add(new Break(n, Moment.AFTER, Outage.LASTING));
        }
        for (int n = 1; n <= statements; n++) {
            breaks.add(new Break(n, n % 2 == 0 ? Moment.BEFORE : Moment.AFTER, Outage.MOMENTARY));
        }
        return breaks;
    }

    private void everyBreakLeadsTo(JobType type, String description) {
        int statements = undisturbed(runs.getFirst(), type);
        JsonObject expected = state(runs.getFirst());
        assertThat(statements).as(description).isBetween(12, RUNS - 10);
        List<Break> breaks = breaks(statements);
        for (int n = 1; n < RUNS; n++) {
            Break broken = breaks.get((n - 1) % breaks.size());
            goThrough(runs.get(n), type, broken);
            assertThat(state(runs.get(n))).as("%s, %s", description, broken).isEqualTo(expected);
        }
    }

    /** The scoring service does its part in every run. */
    private void referenceDataArrive() {
        for (int run : runs) {
            database.update("""
                    UPDATE validator_jobs SET status = 'completed', completed_at = fw_now()
                    WHERE run_id = $1 AND job_type = 'weather.seed'
                    """, run);
            database.update(
                    "INSERT INTO outcomes (kind, run_id, data, actor) VALUES ('seed_ready', $1, $2, 'test')",
                    run,
                    new JsonObject().put("input_sources", new JsonObject().put("source", "demo")));
        }
        foldAll();
    }

    @Test
    @Tag("I-14")
    @Tag("P-02")
    @Tag("P-36")
    @Tag("F-08")
    void wherever_the_orchestrator_breaks_another_one_brings_the_run_to_the_same_rows() {
        everyBreakLeadsTo(JobType.ORCHESTRATE, "seeding the rows");
        referenceDataArrive();
        everyBreakLeadsTo(JobType.INITIATE_FETCH, "asking for the queries");
        everyBreakLeadsTo(JobType.QUERY_MINER, "querying");
        everyBreakLeadsTo(JobType.POLL_MINER, "polling and verifying");
        assertThat(state(runs.getLast())
                        .getJsonArray("responses")
                        .getJsonArray(0)
                        .getString(2))
                .isEqualTo("verified");
    }
}
