package fairweather.job.postgres;

import fairweather.database.MigratedDatabase;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.JobHolds;
import fairweather.job.JobLimits;
import fairweather.job.JobQueue;
import fairweather.job.JobStatus;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.RetryHistory;
import fairweather.job.Write;
import fairweather.job.memory.StoredJob;
import fairweather.job.memory.StoredOutcome;
import fairweather.job.memory.StoredStep;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables of a migrated database, read back. */
public final class PostgresStore implements JobStore {
    private final MigratedDatabase database;
    private final JobQueue queue;
    private final RetryHistory history;

    public PostgresStore(MigratedDatabase database) {
        this.database = database;
        queue = new PostgresJobQueue(database.pool());
        history = new PostgresRetryHistory(database.pool());
    }

    @Override
    public JobQueue queue() {
        return queue;
    }

    @Override
    public JobQueue queue(JobLimits limits) {
        return new PostgresJobQueue(database.pool(), limits);
    }

    @Override
    public void place(int uid, String host) {
        database.asOwner(
                "INSERT INTO node_table (uid, hotkey, ip) VALUES (%d, 'key-%d', '%s')".formatted(uid, uid, host));
    }

    @Override
    public JobHolds holds() {
        return new PostgresJobHolds(database.pool());
    }

    @Override
    public RetryHistory history() {
        return history;
    }

    @Override
    public Instant now() {
        return database.now();
    }

    @Override
    public void advance(Duration by) {
        database.advance(by);
    }

    @Override
    public int newRun() {
        return database.newRun(true);
    }

    @Override
    public List<StoredJob> jobs() {
        return rows("SELECT * FROM validator_jobs ORDER BY id", PostgresStore::job);
    }

    @Override
    public List<StoredStep> steps() {
        return rows("SELECT * FROM weather_forecast_steps ORDER BY id", PostgresStore::step);
    }

    @Override
    public List<StoredOutcome> outcomes() {
        return rows("SELECT * FROM outcomes ORDER BY id", PostgresStore::outcome);
    }

    @Override
    public Write goodWrite(String name) {
        return Write.of("INSERT INTO node_table (uid, hotkey, label) VALUES ($1, $2, $3)", 200, "key-200", name);
    }

    /** A table's CHECK refuses it. */
    @Override
    public Write badWrite() {
        return Write.of("INSERT INTO node_table (uid, hotkey) VALUES ($1, $2)", -1, "key-1");
    }

    @Override
    public List<String> writtenNames() {
        return rows("SELECT label FROM node_table ORDER BY uid", row -> row.getString("label"));
    }

    private <T> List<T> rows(String sql, Function<Row, T> mapper) {
        List<T> list = new ArrayList<>();
        JobStore.await(database.pool().query(sql).execute()).forEach(row -> list.add(mapper.apply(row)));
        return list;
    }

    private static StoredJob job(Row row) {
        String code = row.getString("last_error_code");
        return new StoredJob(
                row.getLong("id"),
                JobType.of(row.getString("job_type")),
                row.getInteger("priority"),
                JobStatus.of(row.getString("status")),
                row.getJsonObject("payload"),
                row.getJsonObject("result"),
                row.getInteger("attempts"),
                row.getInteger("deferrals"),
                instant(row, "due_at"),
                row.getLong("lease_token"),
                instant(row, "lease_expires_at"),
                row.getString("claimed_by"),
                row.getString("singleton_key"),
                row.getInteger("run_id"),
                row.getInteger("response_id"),
                row.getInteger("miner_uid"),
                code == null ? null : failure(code, row.getString("last_error_category"), row.getString("last_error")),
                instant(row, "completed_at"));
    }

    private static StoredStep step(Row row) {
        JsonObject error = row.getJsonObject("error_json");
        return new StoredStep(
                row.getInteger("run_id"),
                row.getInteger("miner_uid"),
                row.getString("miner_hotkey"),
                new StepKey(row.getString("step_name"), row.getString("substep"), row.getInteger("lead_hours")),
                StepStatus.valueOf(row.getString("status").toUpperCase(java.util.Locale.ROOT)),
                instant(row, "started_at"),
                instant(row, "completed_at"),
                row.getInteger("retry_count"),
                instant(row, "next_retry_time"),
                row.getLong("latency_ms"),
                error == null
                        ? null
                        : failure(error.getString("code"), error.getString("category"), error.getString("message")),
                row.getJsonObject("context"),
                row.getLong("job_id"));
    }

    /** A stored code and category belong together, or the row is wrong. */
    private static Failure failure(String code, String category, String message) {
        Failure failure = Failure.of(Code.valueOf(code), message);
        if (!failure.category().word().equals(category)) {
            throw new AssertionError(code + " is stored with category " + category);
        }
        return failure;
    }

    private static StoredOutcome outcome(Row row) {
        return new StoredOutcome(
                OutcomeKind.of(row.getString("kind")),
                row.getInteger("run_id"),
                row.getInteger("response_id"),
                row.getInteger("miner_uid"),
                row.getLong("job_id"),
                JobType.of(row.getString("job_type")),
                row.getLong("lease_token"),
                row.getInteger("n"),
                row.getJsonObject("data"),
                row.getString("actor"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
