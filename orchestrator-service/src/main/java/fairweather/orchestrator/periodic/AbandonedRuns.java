package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;

/**
 * Gives up runs whose horizon has passed; the fold ends them. Where the fold could not, it is asked again a day later.
 */
public final class AbandonedRuns {
    private static final String GIVE_UP = """
            INSERT INTO outcomes (kind, run_id, data, actor, trace_context)
            SELECT 'run_abandoned', r.id, jsonb_build_object('reason', e.reason), 'sweep', r.trace_context
            FROM weather_forecast_runs r
            CROSS JOIN LATERAL (
                SELECT CASE
                    WHEN fw_now() > greatest(r.run_initiation_time, r.gfs_init_time_utc + make_interval(hours =>
                             240 + (r.run_config ->> 'era5_delay_hours')::integer
                                 + (r.run_config ->> 'era5_buffer_hours')::integer))
                         + make_interval(days => (r.run_config ->> 'abandon_days')::integer)
                        THEN 'not complete ' || (r.run_config ->> 'abandon_days') || ' days after its last lead'
                    WHEN r.status IN ('created', 'gfs_downloading', 'gfs_ready', 'querying_miners')
                         AND fw_now() > r.run_initiation_time + interval '24 hours'
                        THEN 'still ' || r.status || ' after 24 hours' END AS reason) AS e
            WHERE r.status NOT IN ('completed', 'failed', 'abandoned') AND e.reason IS NOT NULL
              AND NOT EXISTS (SELECT FROM outcomes o WHERE o.run_id = r.id AND o.kind = 'run_abandoned'
                              AND (o.folded_at IS NULL AND o.disposition IS NULL
                                   OR o.created_at > fw_now() - interval '1 day'))
            ORDER BY r.id
            """;

    private AbandonedRuns() {}

    public static int giveUp(Session tx) {
        return tx.update(GIVE_UP);
    }
}
