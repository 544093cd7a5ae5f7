package fairweather.scoring.store;

import fairweather.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** The runs that go on, in one statement: all as of one moment. */
public final class OpenRuns {
    private static final String OPEN = """
            WITH open AS (
                SELECT r.id, r.gfs_init_time_utc, r.run_config, r.scoring_version, r.input_sources,
                       NOT EXISTS (SELECT FROM weather_miner_responses p WHERE p.run_id = r.id) AS unasked
                FROM weather_forecast_runs r WHERE r.status NOT IN ('completed', 'failed', 'abandoned'))
            SELECT o.*,
                   o.unasked OR EXISTS (
                       SELECT FROM weather_miner_responses p
                       WHERE p.run_id = o.id AND fw_response_rank(p.status) < fw_response_rank('day1_scored')) AS day1,
                   ARRAY(SELECT l.hours::integer
                         FROM jsonb_array_elements_text(o.run_config -> 'era5_lead_hours') AS l(hours)
                         WHERE o.unasked OR EXISTS (
                             SELECT FROM weather_miner_responses p
                             WHERE p.run_id = o.id AND fw_response_rank(p.status) < fw_response_rank('era5_scored')
                               AND NOT EXISTS (
                                   SELECT FROM weather_forecast_steps s
                                   WHERE s.run_id = p.run_id AND s.miner_uid = p.miner_uid
                                     AND s.miner_hotkey = p.miner_hotkey AND s.step_name = 'era5' AND s.substep = 'score'
                                     AND s.lead_hours = l.hours::integer AND s.status IN ('succeeded', 'failed')))
                   ) AS leads
            FROM open o ORDER BY o.id
            """;

    private final Database database;

    public OpenRuns(Database database) {
        this.database = database;
    }

    public List<OpenRun> all() {
        return database.query(OPEN).stream().map(OpenRuns::open).toList();
    }

    private static OpenRun open(Row row) {
        return new OpenRun(RunStore.run(row), row.getBoolean("day1"), List.of(row.getArrayOfIntegers("leads")));
    }
}
