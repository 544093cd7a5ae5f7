package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import fairweather.outcome.OutcomeKind;
import io.vertx.mutiny.sqlclient.Row;

/** Tells the fold about runs with a lead whose truth is undecided and that no job looks for; it makes the jobs. */
final class MissingTruths {
    /** The key is the one that the fold gives to the job of a source and valid time. */
    private static final String TELL = """
            WITH unwatched AS (
                SELECT r.id AS run_id, r.trace_context, count(*) AS leads
                FROM weather_forecast_runs r
                CROSS JOIN LATERAL jsonb_array_elements_text(r.run_config -> 'era5_lead_hours') AS lead(hours)
                CROSS JOIN LATERAL (SELECT r.run_config ->> 'reference_source' AS source,
                                           r.gfs_init_time_utc + make_interval(hours => lead.hours::integer) AS at) AS t
                WHERE r.status NOT IN ('created', 'gfs_downloading', 'completed', 'failed', 'abandoned')
                  AND NOT EXISTS (SELECT FROM truth_status s
                                  WHERE s.source = t.source AND s.valid_time = t.at AND s.status = 'ready')
                  AND NOT EXISTS (SELECT FROM fw_truths_given_up g
                                  WHERE g.run_id = r.id AND g.lead_hours = lead.hours::integer)
                  AND NOT EXISTS (SELECT FROM validator_jobs j
                                  WHERE j.status IN ('pending', 'in_progress', 'retry_scheduled')
                                    AND j.singleton_key = 'era5_truth_' || t.source || '_'
                                        || to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                  AND NOT EXISTS (SELECT FROM outcomes o
                                  WHERE o.folded_at IS NULL AND o.disposition IS NULL
                                    AND (o.job_type = 'weather.era5_truth' OR o.run_id = r.id AND o.kind = $1))
                GROUP BY r.id, r.trace_context),
            told AS (
                INSERT INTO outcomes (kind, run_id, data, actor, trace_context)
                SELECT $1::varchar, run_id, jsonb_build_object('leads', leads), 'reconcile', trace_context
                FROM unwatched ORDER BY run_id)
            SELECT run_id, leads FROM unwatched ORDER BY run_id
            """;

    private MissingTruths() {}

    static long ask(Session tx) {
        long leads = 0;
        for (Row run : tx.query(TELL, OutcomeKind.TRUTH_UNWATCHED.word())) {
            leads += run.getLong("leads");
            RepairLog.write(
                    tx, null, run.getInteger("run_id"), null, run.getLong("leads") + " truths that nobody looks for");
        }
        return leads;
    }
}
