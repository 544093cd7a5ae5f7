package fairweather.orchestrator.gauge;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.orchestrator.gauge.Sample.Reading;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/**
 * Reads every gauge in one statement, which the database gives up after a few seconds. Each part is led by an index that
 * holds only what is unfinished, so a long history costs nothing.
 */
final class Sampler {
    private static final String LIMIT = "SET LOCAL statement_timeout = '5s'";

    private static final String READ = """
            WITH unfinished AS MATERIALIZED (
                SELECT job_type, status, count(*) AS jobs,
                       extract(epoch FROM fw_now() - min(due_at) FILTER (WHERE status <> 'in_progress')) AS waits
                FROM validator_jobs WHERE status IN ('pending', 'in_progress', 'retry_scheduled')
                GROUP BY job_type, status)
            SELECT 'jobs' AS name, job_type AS type, status, jobs::double precision AS value FROM unfinished
            UNION ALL
            SELECT 'backlog_age', job_type, NULL, greatest(max(waits), 0)::double precision
            FROM unfinished GROUP BY job_type HAVING max(waits) IS NOT NULL
            UNION ALL
            SELECT 'dead', j.job_type, NULL, count(*) FROM validator_jobs j
            WHERE j.status = 'failed' AND NOT EXISTS (SELECT FROM validator_jobs d WHERE d.redriven_from = j.id)
            GROUP BY j.job_type
            UNION ALL
            SELECT n.name, NULL, NULL, n.value
            FROM (SELECT count(*)::double precision AS outcomes,
                         coalesce(extract(epoch FROM fw_now() - min(created_at)), 0)::double precision AS age
                  FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL) AS u
            CROSS JOIN LATERAL (VALUES ('unfolded', u.outcomes), ('unfolded_age', u.age)) AS n(name, value)
            UNION ALL
            SELECT 'parked', NULL, NULL, count(*) FROM weather_miner_responses WHERE parked_reason IS NOT NULL
            UNION ALL
            SELECT 'holds', NULL, NULL, count(*) FROM job_holds WHERE held_until IS NULL OR held_until > fw_now()
            UNION ALL
            SELECT n.name, p.name, NULL, n.value
            FROM periodic_work p
            CROSS JOIN LATERAL (VALUES
                ('schedule_late', greatest(extract(epoch FROM fw_now() - p.next_due_at), 0)::double precision),
                ('schedule_failures', p.consecutive_failures::double precision),
                ('schedule_missed', p.missed::double precision),
                ('schedule_done', p.total_count::double precision)) AS n(name, value)
            """;

    private final Database database;

    Sampler(Database database) {
        this.database = database;
    }

    Sample read() {
        return database.transaction(Sampler::read);
    }

    private static Sample read(Session tx) {
        tx.command(LIMIT);
        List<Row> rows = tx.query(READ);
        return new Sample(rows.stream()
                .map(row -> new Reading(
                        row.getString("name"), row.getString("type"), row.getString("status"), row.getDouble("value")))
                .toList());
    }
}
