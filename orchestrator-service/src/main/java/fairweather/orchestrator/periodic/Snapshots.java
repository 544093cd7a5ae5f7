package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import java.time.Instant;

/** Keeps a picture of the whole subnet: how many miners there are, their averages, the best and the last ten. */
public final class Snapshots implements Work {
    private static final String TAKE = """
            WITH scored AS (
                SELECT miner_uid AS uid, miner_hotkey AS hotkey, avg_forecast_score AS score
                FROM miner_stats WHERE avg_forecast_score IS NOT NULL)
            INSERT INTO subnet_snapshots (content)
            SELECT jsonb_build_object(
                'miners', (SELECT count(DISTINCT miner_uid) FROM weather_forecast_stats),
                'avg_forecast_score', avg(avg_forecast_score ORDER BY miner_uid),
                'avg_day1_score', avg(avg_day1_score ORDER BY miner_uid),
                'avg_era5_completeness', avg(avg_era5_completeness ORDER BY miner_uid),
                'avg_hosting_latency_ms', avg(avg_hosting_latency_ms ORDER BY miner_uid),
                'host_reliability_ratio', avg(host_reliability_ratio ORDER BY miner_uid),
                'top', (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.score DESC, t.uid), '[]')
                        FROM (SELECT * FROM scored ORDER BY score DESC, uid LIMIT 10) AS t),
                'bottom', (SELECT coalesce(jsonb_agg(to_jsonb(b) ORDER BY b.score, b.uid DESC), '[]')
                           FROM (SELECT * FROM scored ORDER BY score, uid DESC LIMIT 10) AS b))
            FROM miner_stats
            """;

    @Override
    public Progress turn(Session tx, Instant occasion) {
        return Progress.done(tx.update(TAKE));
    }
}
