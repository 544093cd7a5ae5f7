package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.job.JobType;
import fairweather.job.postgres.JobSql;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What an operator may do to a job. */
@Singleton
class JobChanges {
    private static final String RETRY = """
            UPDATE validator_jobs SET due_at = least(due_at, fw_now()), updated_at = fw_now()
            WHERE id = $1 AND status IN ('pending', 'retry_scheduled')
            RETURNING run_id, response_id, job_type
            """;

    private static final String CANCEL = JobSql.cancel("id = $1 AND job_type <> $3")
            + " RETURNING run_id, response_id, miner_uid, job_type, lease_token, trace_context";

    private static final String OUTCOME = """
            INSERT INTO outcomes (kind, run_id, response_id, miner_uid, job_id, job_type, lease_token, n, data, actor,
                                  trace_context)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10)
            """;

    private static final String STATE = "SELECT status, job_type FROM validator_jobs WHERE id = $1";

    private final Database database;

    JobChanges(Database database) {
        this.database = database;
    }

    /** Makes a waiting job due now. */
    void retry(long id, Operator operator) {
        database.transaction(tx -> {
            Row job =
                    tx.first(RETRY, id).orElseThrow(() -> refusal(tx, id, "only a job that waits can be made due now"));
            operator.record(
                    tx,
                    id,
                    job.getInteger("run_id"),
                    job.getInteger("response_id"),
                    "made job " + id + " (" + job.getString("job_type") + ") due now");
            return null;
        });
    }

    /**
     * Ends a job that is not finished and says so to the fold, which ends what the job was for. A truth job serves all
     * runs of its source and ends by its own rule only.
     */
    void cancel(long id, Operator operator) {
        database.transaction(tx -> {
            Row job = tx.first(CANCEL, id, operator.reason(), JobType.ERA5_TRUTH.word())
                    .orElseThrow(() -> refusal(tx, id, "only an unfinished job can be cancelled"));
            tx.update(
                    OUTCOME,
                    OutcomeKind.JOB_CANCELLED.word(),
                    job.getInteger("run_id"),
                    job.getInteger("response_id"),
                    job.getInteger("miner_uid"),
                    id,
                    job.getString("job_type"),
                    job.getLong("lease_token"),
                    new JsonObject().put("reason", operator.reason()),
                    operator.actor(),
                    job.getString("trace_context"));
            operator.log(
                    tx,
                    id,
                    job.getInteger("run_id"),
                    job.getInteger("response_id"),
                    "cancelled job " + id + " (" + job.getString("job_type") + ")");
            return null;
        });
    }

    private static Refusal refusal(Session tx, long id, String rule) {
        Optional<Row> job = tx.first(STATE, id);
        if (job.isEmpty()) {
            return JobQueries.noJob(id);
        }
        String status = job.get().getString("status");
        boolean finished = status.equals("completed") || status.equals("failed") || status.equals("cancelled");
        if (!finished && JobType.ERA5_TRUTH.word().equals(job.get().getString("job_type"))) {
            return Refusal.conflict("job " + id + " asks for a truth that every run of its source waits for; "
                    + "cancel the run instead");
        }
        return Refusal.conflict("job " + id + " is " + status + ": " + rule);
    }
}
