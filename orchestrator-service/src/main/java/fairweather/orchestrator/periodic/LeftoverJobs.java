package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import fairweather.job.postgres.JobSql;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** Ends unfinished jobs whose run, or whose response, has ended: I-03. */
final class LeftoverJobs {
    private static final String END = JobSql.cancel("""
            id IN (SELECT j.id FROM validator_jobs j
                   JOIN weather_forecast_runs r ON r.id = j.run_id
                   LEFT JOIN fw_settled_responses p ON p.id = j.response_id
                   WHERE j.status IN ('pending', 'in_progress', 'retry_scheduled')
                     AND (r.status IN ('completed', 'failed', 'abandoned')
                          OR p.status IN ('era5_scored', 'failed', 'cancelled'))
                   ORDER BY j.id LIMIT $1)
            RETURNING id, job_type, run_id, response_id
            """);

    private static final String WHY = "what it was for has ended";

    private LeftoverJobs() {}

    static int end(Session tx) {
        List<Row> ended = tx.query(END, Reconciliation.PAGE, WHY);
        for (Row job : ended) {
            RepairLog.write(
                    tx,
                    job.getLong("id"),
                    job.getInteger("run_id"),
                    job.getInteger("response_id"),
                    "ended job " + job.getLong("id") + " (" + job.getString("job_type") + "): " + WHY);
        }
        return ended.size();
    }
}
