package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.postgres.JobSql;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.response.ResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/**
 * Gives a response that goes on the job that its state needs, if it has none and the fold has read all there is about
 * it: I-01. The response is locked first, as the fold does, so that what is seen afterwards stays true.
 */
final class MissingJobs {
    private static final String LOCK = """
            SELECT id FROM weather_miner_responses
            WHERE id IN (SELECT response_id FROM inv_01_liveness)
            ORDER BY id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
            """;

    private static final String WITHOUT_JOB = """
            SELECT p.id, p.run_id, p.miner_uid, p.miner_hotkey, p.status, p.verification_state, r.validator_hotkey,
                   r.trace_context,
                   (SELECT count(*)::integer FROM weather_forecast_steps s
                    WHERE s.run_id = p.run_id AND s.miner_uid = p.miner_uid AND s.miner_hotkey = p.miner_hotkey
                      AND s.step_name = 'poll' AND s.status IN ('succeeded', 'failed')) AS polls
            FROM weather_miner_responses p
            JOIN inv_01_liveness v ON v.response_id = p.id
            JOIN weather_forecast_runs r ON r.id = p.run_id
            WHERE p.id = ANY ($1)
              AND NOT EXISTS (SELECT FROM validator_jobs j WHERE j.response_id = p.id
                              AND j.status IN ('pending', 'in_progress', 'retry_scheduled'))
            ORDER BY p.id
            """;

    private MissingJobs() {}

    static int supply(Session tx) {
        Integer[] locked = tx.query(LOCK, Reconciliation.PAGE).stream()
                .map(row -> row.getInteger("id"))
                .toArray(Integer[]::new);
        int supplied = 0;
        for (Row response : tx.query(WITHOUT_JOB, (Object) locked)) {
            supplied += supply(tx, response) ? 1 : 0;
        }
        return supplied;
    }

    private static boolean supply(Session tx, Row response) {
        ResponseStatus status = ResponseStatus.of(response.getString("status"));
        boolean verified = response.getString("verification_state").equals("verified");
        Optional<JobType> needed = needed(status, verified);
        if (needed.isEmpty()) {
            return false;
        }
        JobType type = needed.get();
        JsonObject payload = new JsonObject()
                .put("miner_hotkey", response.getString("miner_hotkey"))
                .put("validator_hotkey", response.getString("validator_hotkey"));
        if (type == JobType.POLL_MINER) {
            payload.put("phase", status == ResponseStatus.FORECAST_READY ? "verify" : "poll")
                    .put("attempt", response.getInteger("polls"));
        }
        int id = response.getInteger("id");
        int run = response.getInteger("run_id");
        NewJob job = NewJob.ofMiner(type, run, id, response.getInteger("miner_uid"), payload, Due.now())
                .withTrace(response.getString("trace_context"));
        Optional<Row> written = tx.first(JobSql.ENQUEUE, PostgresJobQueue.enqueueValues(job));
        written.ifPresent(row -> RepairLog.write(
                tx,
                row.getLong("id"),
                run,
                id,
                "gave uid " + response.getInteger("miner_uid") + " in " + status.word() + " its missing job ("
                        + type.word() + ")"));
        return written.isPresent();
    }

    /** Empty for a response that has ended. */
    static Optional<JobType> needed(ResponseStatus status, boolean verified) {
        return switch (status) {
            case CREATED -> Optional.of(JobType.QUERY_MINER);
            case FETCH_INITIATED, INFERENCE_RUNNING -> Optional.of(JobType.POLL_MINER);
            case FORECAST_READY -> Optional.of(verified ? JobType.DAY1 : JobType.POLL_MINER);
            case DAY1_SCORING -> Optional.of(JobType.DAY1);
            case DAY1_SCORED, ERA5_SCORING -> Optional.of(JobType.ERA5);
            case ERA5_SCORED, FAILED, CANCELLED -> Optional.empty();
        };
    }
}
