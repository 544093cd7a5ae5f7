package fairweather.orchestrator.rest;

import fairweather.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads jobs for the API. */
@Singleton
class JobQueries {
    private static final String LIST = """
            SELECT %s FROM validator_jobs
            WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR job_type = $2)
              AND ($3::integer IS NULL OR run_id = $3) AND ($4::integer IS NULL OR miner_uid = $4)
              AND ($5::bigint IS NULL OR id < $5)
            ORDER BY id DESC LIMIT $6
            """.formatted(JobSummary.COLUMNS);

    private static final String DETAIL =
            "SELECT %s, payload, result, singleton_key, lease_token, heartbeat_at, redriven_from FROM validator_jobs WHERE id = $1"
                    .formatted(JobSummary.COLUMNS);

    private static final String DESCENDANTS = "SELECT id FROM validator_jobs WHERE redriven_from = $1 ORDER BY id";

    private static final String LOGS = """
            SELECT * FROM (SELECT id, created_at, level, source, message FROM validator_job_logs
                           WHERE job_id = $1 ORDER BY id DESC LIMIT 200) AS last
            ORDER BY id
            """;

    private static final String OUTCOMES = """
            SELECT * FROM (SELECT id, created_at, kind, actor, data, disposition, disposition_reason FROM outcomes
                           WHERE job_id = $1 ORDER BY id DESC LIMIT 200) AS last
            ORDER BY id
            """;

    /** What a list of jobs is narrowed to; null for no matter. */
    record Filter(String status, String type, Integer runId, Integer uid) {}

    private final Database database;

    JobQueries(Database database) {
        this.database = database;
    }

    Listing<JobSummary> list(Filter filter, PageRequest page) {
        List<JobSummary> jobs = database
                .query(
                        LIST,
                        filter.status(),
                        filter.type(),
                        filter.runId(),
                        filter.uid(),
                        page.after(0, Long::valueOf),
                        page.rows())
                .stream()
                .map(JobSummary::of)
                .toList();
        return Listing.of(page, jobs, job -> List.of(job.id()));
    }

    JobDetail detail(long id) {
        Row row = database.first(DETAIL, id).orElseThrow(() -> noJob(id));
        return new JobDetail(
                JobSummary.of(row),
                Columns.json(row, "payload"),
                Columns.json(row, "result"),
                row.getString("singleton_key"),
                row.getLong("lease_token"),
                Columns.instant(row, "heartbeat_at"),
                row.getLong("redriven_from"),
                database.query(DESCENDANTS, id).stream()
                        .map(descendant -> descendant.getLong("id"))
                        .toList(),
                database.query(LOGS, id).stream().map(JobQueries::line).toList(),
                database.query(OUTCOMES, id).stream().map(JobQueries::outcome).toList());
    }

    static Refusal noJob(long id) {
        return Refusal.notFound("there is no job " + id);
    }

    private static JobDetail.Line line(Row row) {
        return new JobDetail.Line(
                row.getLong("id"),
                Columns.instant(row, "created_at"),
                row.getString("level"),
                row.getString("source"),
                row.getString("message"));
    }

    private static JobDetail.Reported outcome(Row row) {
        return new JobDetail.Reported(
                row.getLong("id"),
                Columns.instant(row, "created_at"),
                row.getString("kind"),
                row.getString("actor"),
                Columns.json(row, "data"),
                row.getString("disposition"),
                row.getString("disposition_reason"));
    }
}
