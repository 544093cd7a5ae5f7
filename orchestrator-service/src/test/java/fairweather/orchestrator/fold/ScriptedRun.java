package fairweather.orchestrator.fold;

import fairweather.database.Database;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Plays the workers of a run: claims real jobs of the real queue and ends them as the script says. */
final class ScriptedRun {
    static final Instant CYCLE = Instant.parse("2018-10-06T18:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    final Database database;
    final PostgresJobQueue queue;
    final Fold fold;
    final int runId;

    ScriptedRun(Database database, int miners) {
        this(database, miners, CYCLE);
    }

    ScriptedRun(Database database, int miners, Instant cycle) {
        this.database = database;
        this.queue = new PostgresJobQueue(database.pool());
        this.fold = new Fold(new PostgresBooks(database));
        for (int uid = 0; uid < miners; uid++) {
            database.update("""
                    INSERT INTO node_table (uid, hotkey, ip, port) VALUES ($1, $2, '127.0.0.1', 1)
                    ON CONFLICT DO NOTHING
                    """, uid, hotkey(uid));
        }
        RunOpener opener = new RunOpener(database, () -> "validator");
        RunOpener.Result result = opener.open("demo", cycle, null, "test", "a scripted run");
        runId = ((RunOpener.Result.Opened) result).id();
        fold.fold();
    }

    static String hotkey(int uid) {
        return "hotkey-" + uid;
    }

    static JsonObject miners(int... uids) {
        JsonArray miners = new JsonArray();
        for (int uid : uids) {
            miners.add(new JsonObject().put("uid", uid).put("hotkey", hotkey(uid)));
        }
        return new JsonObject().put("miners", miners);
    }

    Job claim(JobType type) {
        List<Job> jobs = queue.claim(type, 1, "test-worker", LEASE).await().indefinitely();
        return jobs.getFirst();
    }

    void succeed(Job job, OutcomeKind kind, JsonObject data) {
        finish(job, new End.Succeeded(new JsonObject()), Report.of(new OutcomeDraft(kind, data)));
    }

    void finish(Job job, End end, Report report) {
        queue.finish(job.lease(), end, report, 100).await().indefinitely();
        fold.fold();
    }

    void report(Job job, int n, Report report) {
        queue.report(job.lease(), report, n).await().indefinitely();
        fold.fold();
    }

    /** From the opening to the queries of all miners. */
    void toQueries() {
        JsonArray miners = new JsonArray();
        JsonArray order = new JsonArray();
        for (Row row : database.query("SELECT uid, hotkey FROM node_table ORDER BY uid")) {
            miners.add(new JsonObject().put("uid", row.getInteger("uid")).put("hotkey", row.getString("hotkey")));
            order.add(row.getInteger("uid"));
        }
        succeed(claim(JobType.ORCHESTRATE), OutcomeKind.RUN_SEEDED, new JsonObject().put("miners", miners));
        succeed(
                claim(JobType.SEED),
                OutcomeKind.SEED_READY,
                new JsonObject().put("input_sources", new JsonObject().put("source", "demo")));
        succeed(claim(JobType.INITIATE_FETCH), OutcomeKind.FETCH_INITIATED, new JsonObject().put("order", order));
    }

    /** One miner from its query to a verified manifest. */
    void toVerified() {
        Job query = claim(JobType.QUERY_MINER);
        succeed(
                query,
                OutcomeKind.QUERY_ACCEPTED,
                new JsonObject().put("job_id", "job-" + query.minerUid()).put("latency_ms", 5));
        database.update("UPDATE validator_jobs SET due_at = fw_now() WHERE job_type = 'weather.poll_miner'");
        Job poll = claim(JobType.POLL_MINER);
        finish(
                poll,
                new End.Deferred(Due.now(), "ready", poll.payload().put("phase", "verify")),
                Report.of(new OutcomeDraft(
                        OutcomeKind.POLL_DONE, new JsonObject().put("n", 1).put("latency_ms", 5))));
        succeed(
                claim(JobType.POLL_MINER),
                OutcomeKind.VERIFIED,
                new JsonObject().put("manifest_hash", "ab").put("latency_ms", 15));
    }

    /** Day 1 of the next miner. */
    void day1(Double score) {
        Job day1 = claim(JobType.DAY1);
        report(day1, 0, Report.of(OutcomeDraft.of(OutcomeKind.DAY1_STARTED)));
        succeed(day1, OutcomeKind.DAY1_SCORED, new JsonObject().put("score", score));
    }

    void truth(int leadHours, boolean ready) {
        Instant validTime = CYCLE.plus(Duration.ofHours(leadHours));
        database.update(
                """
                INSERT INTO truth_status (source, valid_time, status, reason, checksums)
                VALUES ('demo', $1, $2, $3, $4)
                """,
                validTime.atOffset(java.time.ZoneOffset.UTC),
                ready ? "ready" : "gone",
                ready ? null : "the file is an HTML page",
                ready ? new JsonObject() : null);
        JsonObject data = new JsonObject().put("source", "demo").put("valid_time", validTime.toString());
        if (!ready) {
            data.put("reason", "the file is an HTML page");
        }
        succeed(claim(JobType.ERA5_TRUTH), ready ? OutcomeKind.TRUTH_READY : OutcomeKind.TRUTH_GONE, data);
    }

    void lead(Job era5, int n, int leadHours, double score) {
        JsonObject lead = new JsonObject().put("lead_hours", leadHours);
        report(era5, n, Report.of(new OutcomeDraft(OutcomeKind.LEAD_STARTED, lead)));
        report(
                era5,
                n + 1,
                Report.of(StepEvent.succeeded(StepKey.era5Score(leadHours), 3L, null))
                        .and(new OutcomeDraft(
                                OutcomeKind.LEAD_SCORED,
                                lead.copy().put("score", score).put("components", 2))));
    }

    static Report failure(StepKey step, Code code, String message) {
        Failure failure = Failure.of(code, message);
        JsonObject data = new JsonObject()
                .put("stage", step.stage())
                .put("substep", step.substep())
                .put("lead_hours", step.leadHours())
                .put("code", code.name())
                .put("message", failure.message())
                .put("final", true);
        return Report.of(StepEvent.failed(step, failure, null)).and(new OutcomeDraft(OutcomeKind.STEP_FAILED, data));
    }

    String runStatus() {
        return database.first("SELECT status FROM weather_forecast_runs WHERE id = $1", runId)
                .orElseThrow()
                .getString("status");
    }

    Row response(int uid) {
        return database.first("SELECT * FROM weather_miner_responses WHERE run_id = $1 AND miner_uid = $2", runId, uid)
                .orElseThrow();
    }

    Row stats(int uid) {
        return database.first("SELECT * FROM weather_forecast_stats WHERE run_id = $1 AND miner_uid = $2", runId, uid)
                .orElseThrow();
    }

    List<Row> parked() {
        return database.query("SELECT kind, disposition_reason FROM outcomes WHERE disposition = 'parked'");
    }
}
