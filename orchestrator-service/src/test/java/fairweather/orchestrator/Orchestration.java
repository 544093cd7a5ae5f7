package fairweather.orchestrator;

import static org.awaitility.Awaitility.await;

import fairweather.database.Database;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Lane;
import fairweather.job.Report;
import fairweather.job.WorkerPool;
import fairweather.job.Write;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.job.postgres.PostgresRetryHistory;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.orchestrator.gateway.GatewayClient;
import fairweather.orchestrator.invariant.Invariants;
import fairweather.orchestrator.task.InitiateFetchTask;
import fairweather.orchestrator.task.OrchestrateTask;
import fairweather.orchestrator.task.PollTask;
import fairweather.orchestrator.task.PostgresSubjects;
import fairweather.orchestrator.task.QueryTask;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All that an orchestrator does, on a database whose clock stands still until it is moved: the real queue, pool, tasks
 * and fold. The scoring service's jobs are ended by the test.
 */
public final class Orchestration implements AutoCloseable {
    private static final String QUIET = """
            SELECT NOT EXISTS (SELECT FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL)
               AND NOT EXISTS (SELECT FROM validator_jobs WHERE service = 'orchestrator'
                               AND (status = 'in_progress' OR status IN ('pending', 'retry_scheduled')
                                    AND due_at <= fw_now())) AS quiet
            """;

    private static final String SCORE = """
            INSERT INTO weather_miner_scores (run_id, response_id, miner_uid, miner_hotkey, score_type, lead_hours,
                valid_time_utc, mode, score, metrics)
            SELECT run_id, id, miner_uid, miner_hotkey, 'era5_lead', $2, '2018-10-07T00:00:00Z', 'strict', $3, '{}'
            FROM weather_miner_responses WHERE id = $1
            """;

    private static final String COMPONENT = """
            INSERT INTO weather_forecast_component_scores (run_id, response_id, miner_uid, miner_hotkey, score_type,
                lead_hours, valid_time_utc, variable_name, mode, score_version, weight_rule, truth_tier, input_sources,
                scored, sums)
            SELECT run_id, id, miner_uid, miner_hotkey, 'era5', $2, '2018-10-07T00:00:00Z', '10u', 'strict', 1, 'cos-1',
                   'final', '{}', true, '{1,2,3}'
            FROM weather_miner_responses WHERE id = $1
            """;

    public final Database database;
    public final PostgresJobQueue queue;
    public final Fold fold;
    private final OrchestratorDatabase postgres;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WorkerPool workers;
    private Instant now;

    public Orchestration(OrchestratorDatabase postgres, ScriptedGateway gateway, Instant now) {
        this.postgres = postgres;
        this.database = postgres.database();
        this.queue = new PostgresJobQueue(database.pool());
        this.fold = new Fold(new PostgresBooks(database));
        GatewayClient client = gateway.client();
        advanceTo(now);
        workers = new WorkerPool(
                queue,
                new PostgresRetryHistory(database.pool()),
                "orchestrator-" + UUID.randomUUID(),
                List.of(
                        new Lane(JobType.ORCHESTRATE, new OrchestrateTask(new PostgresSubjects(database)), 2, threads),
                        new Lane(
                                JobType.INITIATE_FETCH,
                                new InitiateFetchTask(new PostgresSubjects(database)),
                                2,
                                threads),
                        new Lane(
                                JobType.QUERY_MINER, new QueryTask(new PostgresSubjects(database), client), 4, threads),
                        new Lane(
                                JobType.POLL_MINER,
                                new PollTask(new PostgresSubjects(database), client, System::nanoTime),
                                4,
                                threads)));
        workers.start();
    }

    public Instant now() {
        return now;
    }

    public void advanceTo(Instant instant) {
        now = instant;
        postgres.setNow(instant);
    }

    public void advance(Duration by) {
        advanceTo(now.plus(by));
    }

    public void register(int uid) {
        database.update(
                "INSERT INTO node_table (uid, hotkey, ip, port) VALUES ($1, $2, '127.0.0.1', 1) ON CONFLICT DO NOTHING",
                uid,
                "hotkey-" + uid);
    }

    /** Opens a run for these slots and takes it as far as the orchestrator alone can. */
    public int open(String series, Instant cycle, Integer... uids) {
        for (int uid : uids) {
            register(uid);
        }
        RunOpener opener = new RunOpener(database, () -> "validator");
        RunOpener.Result opened = opener.open(series, cycle, List.of(uids), "test", "a rehearsal");
        settle();
        return ((RunOpener.Result.Opened) opened).id();
    }

    /** Works and folds until the orchestrator has nothing more to do at this instant. */
    public void settle() {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(this::quiet);
    }

    private boolean quiet() {
        workers.wake();
        while (fold.fold() > 0) {
            workers.wake();
        }
        return database.first(QUIET).orElseThrow().getBoolean("quiet");
    }

    /** Plays a worker of the scoring service. */
    public Job claim(JobType type) {
        return queue.claim(type, 1, "scoring", Duration.ofDays(365))
                .await()
                .indefinitely()
                .getFirst();
    }

    public void finish(Job job, End end, Report report) {
        queue.finish(job.lease(), end, report, 100).await().indefinitely();
        settle();
    }

    public void report(Job job, int n, OutcomeKind kind, JsonObject data) {
        queue.report(job.lease(), Report.of(new OutcomeDraft(kind, data)), n)
                .await()
                .indefinitely();
        settle();
    }

    public void succeed(Job job, OutcomeKind kind, JsonObject data) {
        finish(job, new End.Succeeded(new JsonObject()), Report.of(new OutcomeDraft(kind, data)));
    }

    public void defer(Job job, Duration wait) {
        finish(job, new End.Deferred(Due.after(wait), "not there yet", null), Report.NOTHING);
    }

    /** The reference data of the run are there. */
    public void seeded() {
        JsonObject sources = new JsonObject().put("input_sources", new JsonObject().put("source", "test"));
        succeed(claim(JobType.SEED), OutcomeKind.SEED_READY, sources);
    }

    public void day1(double score) {
        Job day1 = claim(JobType.DAY1);
        report(day1, 0, OutcomeKind.DAY1_STARTED, new JsonObject());
        succeed(day1, OutcomeKind.DAY1_SCORED, new JsonObject().put("score", score));
    }

    /** The truth that the next due job looks for is there. */
    public void truthIsReady() {
        Job truth = claim(JobType.ERA5_TRUTH);
        String source = truth.payload().getString("source");
        String validTime = truth.payload().getString("valid_time");
        database.update(
                "INSERT INTO truth_status (source, valid_time, status, checksums) VALUES ($1, $2, 'ready', '{}')",
                source,
                Instant.parse(validTime).atOffset(ZoneOffset.UTC));
        succeed(
                truth,
                OutcomeKind.TRUTH_READY,
                new JsonObject().put("source", source).put("valid_time", validTime));
    }

    /** Scores one lead within an ERA5 job; the outcomes are numbered from n. */
    public void lead(Job era5, int n, int leadHours, double score) {
        JsonObject lead = new JsonObject().put("lead_hours", leadHours);
        report(era5, n, OutcomeKind.LEAD_STARTED, lead);
        Report scored = Report.of(StepEvent.succeeded(StepKey.era5Score(leadHours), 3L, null))
                .and(Write.of(SCORE, era5.responseId(), leadHours, score))
                .and(Write.of(COMPONENT, era5.responseId(), leadHours))
                .and(new OutcomeDraft(
                        OutcomeKind.LEAD_SCORED, lead.copy().put("score", score).put("components", 2)));
        queue.report(era5.lease(), scored, n + 1).await().indefinitely();
        settle();
    }

    public String runStatus(int run) {
        return database.first("SELECT status FROM weather_forecast_runs WHERE id = $1", run)
                .orElseThrow()
                .getString("status");
    }

    public Row response(int run, int uid) {
        return database.first("SELECT * FROM weather_miner_responses WHERE run_id = $1 AND miner_uid = $2", run, uid)
                .orElseThrow();
    }

    public Row stats(int run, int uid) {
        return database.first("SELECT * FROM weather_forecast_stats WHERE run_id = $1 AND miner_uid = $2", run, uid)
                .orElseThrow();
    }

    /** The newest job of a type of a miner. */
    public Row job(JobType type, int run, int uid) {
        return database.first(
                        "SELECT * FROM validator_jobs WHERE job_type = $1 AND run_id = $2 AND miner_uid = $3 "
                                + "ORDER BY id DESC LIMIT 1",
                        type.word(),
                        run,
                        uid)
                .orElseThrow();
    }

    /** The names of the promises that are broken now. */
    public List<String> violated() {
        return new Invariants(database)
                .check().invariants().stream()
                        .filter(checked -> checked.violations() > 0)
                        .map(checked -> checked.name() + ": "
                                + checked.examples().getFirst().problem())
                        .toList();
    }

    @Override
    public void close() {
        workers.close(Duration.ZERO);
        threads.shutdownNow();
    }
}
