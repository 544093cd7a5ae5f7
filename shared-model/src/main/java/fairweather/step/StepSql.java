package fairweather.step;

import fairweather.failure.Failure;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The statement that writes a step event. The first start and the largest retry count are kept, a success clears error
 * and next retry, and a row that goes back to work is no longer completed.
 */
public final class StepSql {
    /** Times come from the database; see {@link #values} for the order of the parameters. */
    public static final String UPSERT = """
            INSERT INTO weather_forecast_steps AS s
                (run_id, miner_uid, miner_hotkey, step_name, substep, lead_hours, status, started_at, completed_at,
                 retry_count, next_retry_time, latency_ms, error_json, context, job_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7::varchar,
                    CASE WHEN $7::varchar IN ('in_progress', 'succeeded', 'failed') THEN fw_now() END,
                    CASE WHEN $7::varchar IN ('succeeded', 'failed') THEN fw_now() END,
                    coalesce($8, 0), $9, $10, $11, $12, $13)
            ON CONFLICT ON CONSTRAINT uq_steps_key DO UPDATE SET
                status = EXCLUDED.status,
                started_at = coalesce(s.started_at, EXCLUDED.started_at),
                completed_at = EXCLUDED.completed_at,
                retry_count = greatest(s.retry_count, EXCLUDED.retry_count),
                next_retry_time = EXCLUDED.next_retry_time,
                latency_ms = coalesce(EXCLUDED.latency_ms, s.latency_ms),
                error_json = CASE WHEN EXCLUDED.status <> 'succeeded'
                                  THEN coalesce(EXCLUDED.error_json, s.error_json) END,
                context = coalesce(EXCLUDED.context, s.context),
                job_id = coalesce(EXCLUDED.job_id, s.job_id),
                updated_at = fw_now()
            """;

    /** Ends the open steps of a miner in a run; parameters: run, uid, hotkey, error of those that have none. */
    public static final String CLOSE = """
            UPDATE weather_forecast_steps SET
                status = 'failed', error_json = coalesce(error_json, $4), next_retry_time = NULL,
                completed_at = fw_now(), updated_at = fw_now()
            WHERE run_id = $1 AND miner_uid = $2 AND miner_hotkey = $3 AND status NOT IN ('succeeded', 'failed')
            """;

    private StepSql() {}

    /** @param nextWithJob the job's own due time for an event that is tried next with its job, else null */
    public static Tuple values(
            int runId, int uid, String hotkey, StepEvent step, OffsetDateTime nextWithJob, Long jobId) {
        OffsetDateTime next = nextWithJob;
        if (next == null && step.next() != null) {
            next = step.next().atOffset(ZoneOffset.UTC);
        }
        return Tuple.tuple()
                .addValue(runId)
                .addValue(uid)
                .addValue(hotkey)
                .addValue(step.key().step())
                .addValue(step.key().substep())
                .addValue(step.key().leadHours())
                .addValue(step.status().word())
                .addValue(step.retries())
                .addValue(next)
                .addValue(step.latencyMs())
                .addValue(step.failure() == null ? null : error(step.failure()))
                .addValue(step.context())
                .addValue(jobId);
    }

    /** A failure as the column {@code error_json} holds it. */
    public static JsonObject error(Failure failure) {
        return new JsonObject()
                .put("category", failure.category().word())
                .put("code", failure.code().name())
                .put("message", failure.message());
    }
}
