package fairweather.job.postgres;

import fairweather.database.Database;
import fairweather.job.Job;
import fairweather.job.RetryHistory;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Reads the retry counts of the step rows. */
public final class PostgresRetryHistory implements RetryHistory {
    private static final String USED = """
            SELECT (r.run_config ->> 'test_mode')::boolean AS test_mode,
                   coalesce((SELECT s.retry_count FROM weather_forecast_steps s
                             WHERE s.run_id = r.id AND s.miner_uid = $2 AND s.miner_hotkey = $3 AND s.step_name = $4
                               AND s.substep IS NOT DISTINCT FROM $5 AND s.lead_hours IS NOT DISTINCT FROM $6), 0)
                       AS retries
            FROM weather_forecast_runs r WHERE r.id = $1
            """;

    private final Pool pool;

    public PostgresRetryHistory(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Used> used(Job job, StepKey step) {
        if (job.runId() == null) {
            return Uni.createFrom().item(new Used(0, false));
        }
        Tuple values = Tuple.tuple()
                .addValue(job.runId())
                .addValue(job.stepUid())
                .addValue(job.stepHotkey())
                .addValue(step.step())
                .addValue(step.substep())
                .addValue(step.leadHours());
        return pool.preparedQuery(USED)
                .execute(values)
                .ifNoItem()
                .after(Database.STATEMENT_LIMIT)
                .fail()
                .map(rows -> {
                    if (rows.size() == 0) {
                        return new Used(0, false);
                    }
                    Row row = rows.iterator().next();
                    return new Used(row.getInteger("retries"), row.getBoolean("test_mode"));
                });
    }
}
