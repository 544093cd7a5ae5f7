package fairweather.orchestrator.fold.postgres;

import fairweather.database.Database.Session;
import java.util.List;

/**
 * Averages and ranks: they follow from the folded rows, are computed anew at the end of a batch in uid order, and are
 * written only where they differ.
 */
final class Projections {
    /** Means of the dimensionless metrics over scored (variable, lead) of the last stage that has any; added in a fixed
     * order, since the last bit of a sum depends on it. */
    private static final String AVERAGES = """
            WITH variables AS (
                SELECT m.miner_uid, m.score_type, m.lead_hours, v.key, v.value
                FROM weather_miner_scores m CROSS JOIN LATERAL jsonb_each(m.metrics -> 'variables') AS v
                WHERE m.run_id = $1 AND m.voided_at IS NULL AND (v.value ->> 'scored')::boolean),
            means AS (
                SELECT DISTINCT ON (miner_uid) miner_uid,
                       avg((value ->> 'rrmse')::double precision ORDER BY lead_hours, key) AS rmse,
                       avg((value ->> 'acc')::double precision ORDER BY lead_hours, key) AS acc,
                       avg((value ->> 'skill')::double precision ORDER BY lead_hours, key) AS skill
                FROM variables GROUP BY miner_uid, score_type
                ORDER BY miner_uid, score_type DESC)
            UPDATE weather_forecast_stats s SET
                avg_rmse = m.rmse, avg_acc = m.acc, avg_skill_score = m.skill, updated_at = fw_now()
            FROM (SELECT t.miner_uid, n.rmse, n.acc, n.skill
                  FROM weather_forecast_stats t LEFT JOIN means n USING (miner_uid) WHERE t.run_id = $1) AS m
            WHERE s.run_id = $1 AND s.miner_uid = m.miner_uid
              AND (s.avg_rmse, s.avg_acc, s.avg_skill_score) IS DISTINCT FROM (m.rmse, m.acc, m.skill)
            """;

    /** Competition ranks by the overall score; a miner without a score has no rank. */
    private static final String RUN_RANKS = """
            UPDATE weather_forecast_stats s SET miner_rank = r.rank, updated_at = fw_now()
            FROM (SELECT miner_uid, CASE WHEN overall_forecast_score IS NOT NULL THEN
                             rank() OVER (ORDER BY overall_forecast_score DESC NULLS LAST) END AS rank
                  FROM weather_forecast_stats WHERE run_id = $1) AS r
            WHERE s.run_id = $1 AND s.miner_uid = r.miner_uid AND s.miner_rank IS DISTINCT FROM r.rank
            """;

    private static final String SCORE_ROWS = """
            INSERT INTO score_table AS t (task_name, task_id, run_id, miner_uid, miner_hotkey, score, status,
                                          created_at)
            SELECT 'weather',
                   'weather_scores_' || r.id || '_' || to_char(r.gfs_init_time_utc, 'YYYYMMDD"T"HH24MI"Z"'),
                   r.id, s.miner_uid, s.miner_hotkey, s.overall_forecast_score,
                   CASE WHEN r.status = 'completed' THEN 'final' ELSE 'initial' END, r.gfs_init_time_utc
            FROM weather_forecast_runs r JOIN weather_forecast_stats s ON s.run_id = r.id
            WHERE r.id = $1 AND s.overall_forecast_score IS NOT NULL
            ORDER BY s.miner_uid
            ON CONFLICT (task_name, task_id, miner_uid) DO UPDATE SET
                score = EXCLUDED.score, status = EXCLUDED.status, updated_at = fw_now()
            WHERE (t.score, t.status) IS DISTINCT FROM (EXCLUDED.score, EXCLUDED.status)
            """;

    /** A score that is taken back, because its miner was cancelled or failed through us, leaves no row. */
    private static final String TAKEN_BACK = """
            DELETE FROM score_table t USING weather_forecast_stats s
            WHERE t.run_id = $1 AND s.run_id = $1 AND s.miner_uid = t.miner_uid AND s.overall_forecast_score IS NULL
            """;

    /** A slot that changed hands begins anew. */
    private static final String NEW_OWNERS = """
            DELETE FROM miner_stats m USING node_table n
            WHERE n.uid = m.miner_uid AND n.hotkey IS NOT NULL AND n.hotkey <> m.miner_hotkey
            """;

    /** Lifetime statistics of the run's miners over the counting series, as far as their slots are still theirs. */
    private static final String MINER_STATS = """
            INSERT INTO miner_stats AS m (miner_uid, miner_hotkey, avg_forecast_score, avg_day1_score, avg_era5_score,
                avg_era5_completeness, best_forecast_score, worst_forecast_score, score_std_dev,
                successful_forecasts, failed_forecasts, forecast_success_ratio, consecutive_successes,
                consecutive_failures, last_successful_forecast, last_failed_forecast, total_inference_time,
                avg_inference_time, error_rate_by_type, validator_hotkey, first_seen)
            SELECT f.miner_uid, f.miner_hotkey,
                   avg(coalesce(f.overall_forecast_score, 0) ORDER BY f.run_id) FILTER (WHERE f.closed AND f.ranked),
                   avg(coalesce(f.forecast_score_initial, 0) ORDER BY f.run_id) FILTER (WHERE f.closed AND f.ranked),
                   avg(coalesce(f.era5_combined_score, 0) ORDER BY f.run_id) FILTER (WHERE f.closed AND f.ranked),
                   avg(coalesce(f.era5_completeness, 0) ORDER BY f.run_id) FILTER (WHERE f.closed AND f.ranked),
                   max(f.overall_forecast_score) FILTER (WHERE f.closed),
                   min(f.overall_forecast_score) FILTER (WHERE f.closed),
                   stddev_samp(f.overall_forecast_score ORDER BY f.run_id) FILTER (WHERE f.closed),
                   count(*) FILTER (WHERE f.forecast_status = 'completed')::integer,
                   count(*) FILTER (WHERE f.forecast_status = 'failed')::integer,
                   count(*) FILTER (WHERE f.forecast_status = 'completed')::double precision
                       / nullif(count(*) FILTER (WHERE f.forecast_status IN ('completed', 'failed')), 0),
                   count(*) FILTER (WHERE f.forecast_status = 'completed' AND f.since_failed = 0)::integer,
                   count(*) FILTER (WHERE f.forecast_status = 'failed' AND f.since_completed = 0)::integer,
                   max(f.ended_at) FILTER (WHERE f.forecast_status = 'completed'),
                   max(f.ended_at) FILTER (WHERE f.forecast_status = 'failed'),
                   coalesce(sum(f.forecast_inference_duration_seconds), 0),
                   avg(f.forecast_inference_duration_seconds),
                   CASE WHEN count(f.error_group) > 0 THEN jsonb_build_object(
                       'network', count(*) FILTER (WHERE f.error_group = 'network')::double precision
                                  / count(f.error_group),
                       'verification', count(*) FILTER (WHERE f.error_group = 'verification')::double precision
                                  / count(f.error_group),
                       'inference', count(*) FILTER (WHERE f.error_group = 'inference')::double precision
                                  / count(f.error_group),
                       'other', count(*) FILTER (WHERE f.error_group = 'other')::double precision
                                  / count(f.error_group)) END,
                   max(f.validator_hotkey), min(f.created_at)
            FROM (SELECT s.*, r.completion_time IS NOT NULL AS closed, p.updated_at AS ended_at,
                         s.forecast_status = 'completed' OR s.overall_forecast_score IS NOT NULL AS ranked,
                         count(*) FILTER (WHERE s.forecast_status = 'failed') OVER newer AS since_failed,
                         count(*) FILTER (WHERE s.forecast_status = 'completed') OVER newer AS since_completed,
                         CASE WHEN s.forecast_status <> 'failed' THEN NULL
                              WHEN p.failure_category IN ('timeout', 'connection', 'http_5xx', 'rate_limited',
                                   'handshake_failed', 'not_found', 'http_4xx') THEN 'network'
                              WHEN p.failure_category IN ('verification_failed', 'isolation_violation')
                                   THEN 'verification'
                              WHEN p.failure_category IN ('inference_error', 'rejected', 'invalid_response')
                                   THEN 'inference'
                              ELSE 'other' END AS error_group
                  FROM weather_forecast_stats s
                  JOIN weather_forecast_runs r ON r.id = s.run_id
                  JOIN series c ON c.name = r.series AND c.counts
                  JOIN weather_miner_responses p ON p.run_id = s.run_id AND p.miner_uid = s.miner_uid
                  JOIN node_table n ON n.uid = s.miner_uid AND n.hotkey = s.miner_hotkey
                  WHERE (s.miner_uid, s.miner_hotkey) IN
                        (SELECT miner_uid, miner_hotkey FROM weather_forecast_stats WHERE run_id = $1)
                  WINDOW newer AS (PARTITION BY s.miner_uid ORDER BY s.forecast_init_time DESC, s.run_id DESC
                                   ROWS UNBOUNDED PRECEDING)) AS f
            GROUP BY f.miner_uid, f.miner_hotkey
            ORDER BY f.miner_uid
            ON CONFLICT (miner_uid) DO UPDATE SET
                miner_hotkey = EXCLUDED.miner_hotkey, avg_forecast_score = EXCLUDED.avg_forecast_score,
                avg_day1_score = EXCLUDED.avg_day1_score, avg_era5_score = EXCLUDED.avg_era5_score,
                avg_era5_completeness = EXCLUDED.avg_era5_completeness,
                best_forecast_score = EXCLUDED.best_forecast_score,
                worst_forecast_score = EXCLUDED.worst_forecast_score, score_std_dev = EXCLUDED.score_std_dev,
                successful_forecasts = EXCLUDED.successful_forecasts, failed_forecasts = EXCLUDED.failed_forecasts,
                forecast_success_ratio = EXCLUDED.forecast_success_ratio,
                consecutive_successes = EXCLUDED.consecutive_successes,
                consecutive_failures = EXCLUDED.consecutive_failures,
                last_successful_forecast = EXCLUDED.last_successful_forecast,
                last_failed_forecast = EXCLUDED.last_failed_forecast,
                total_inference_time = EXCLUDED.total_inference_time,
                avg_inference_time = EXCLUDED.avg_inference_time, error_rate_by_type = EXCLUDED.error_rate_by_type,
                validator_hotkey = EXCLUDED.validator_hotkey,
                first_seen = least(m.first_seen, EXCLUDED.first_seen), updated_at = fw_now()
            WHERE (m.miner_hotkey, m.avg_forecast_score, m.avg_day1_score, m.avg_era5_score, m.avg_era5_completeness,
                   m.best_forecast_score, m.worst_forecast_score, m.score_std_dev, m.successful_forecasts,
                   m.failed_forecasts, m.forecast_success_ratio, m.consecutive_successes, m.consecutive_failures,
                   m.last_successful_forecast, m.last_failed_forecast, m.total_inference_time, m.avg_inference_time,
                   m.error_rate_by_type, m.validator_hotkey, m.first_seen)
                  IS DISTINCT FROM
                  (EXCLUDED.miner_hotkey, EXCLUDED.avg_forecast_score, EXCLUDED.avg_day1_score,
                   EXCLUDED.avg_era5_score, EXCLUDED.avg_era5_completeness, EXCLUDED.best_forecast_score,
                   EXCLUDED.worst_forecast_score, EXCLUDED.score_std_dev, EXCLUDED.successful_forecasts,
                   EXCLUDED.failed_forecasts, EXCLUDED.forecast_success_ratio, EXCLUDED.consecutive_successes,
                   EXCLUDED.consecutive_failures, EXCLUDED.last_successful_forecast, EXCLUDED.last_failed_forecast,
                   EXCLUDED.total_inference_time, EXCLUDED.avg_inference_time, EXCLUDED.error_rate_by_type,
                   EXCLUDED.validator_hotkey, least(m.first_seen, EXCLUDED.first_seen))
            """;

    private static final String OVERALL_RANKS = """
            UPDATE miner_stats m SET miner_rank = r.rank, updated_at = fw_now()
            FROM (SELECT miner_uid, CASE WHEN avg_forecast_score IS NOT NULL THEN
                             rank() OVER (ORDER BY avg_forecast_score DESC NULLS LAST) END AS rank
                  FROM miner_stats) AS r
            WHERE m.miner_uid = r.miner_uid AND m.miner_rank IS DISTINCT FROM r.rank
            """;

    private static final String FIRST_SCORE = """
            UPDATE weather_forecast_runs SET first_score_at = fw_now()
            WHERE id = $1 AND first_score_at IS NULL
              AND EXISTS (SELECT FROM weather_forecast_stats WHERE run_id = $1 AND forecast_score_initial IS NOT NULL)
            """;

    private static final String AGGREGATED = """
            INSERT INTO weather_forecast_steps AS s (run_id, miner_uid, miner_hotkey, step_name, substep, status,
                                                     started_at, completed_at)
            VALUES ($1, 0, 'coordinator', 'aggregate', $2, 'succeeded', fw_now(), fw_now())
            ON CONFLICT ON CONSTRAINT uq_steps_key DO UPDATE SET completed_at = fw_now(), updated_at = fw_now()
            """;

    /** Runs whose averages and ranks may still change, and the last closed run of every miner for its lifetime row. */
    private static final String CURRENT = """
            SELECT r.id FROM weather_forecast_runs r
            WHERE r.completion_time IS NULL OR r.completion_time > fw_now() - interval '2 days'
               OR r.id IN (SELECT max(s.run_id) FROM weather_forecast_stats s
                           JOIN weather_forecast_runs c ON c.id = s.run_id AND c.completion_time IS NOT NULL
                           JOIN series n ON n.name = c.series AND n.counts
                           GROUP BY s.miner_uid)
            ORDER BY r.id
            """;

    private static final String IS_CLOSED =
            "SELECT completion_time IS NOT NULL AS closed FROM weather_forecast_runs WHERE id = $1";

    private Projections() {}

    /** The runs that a full recomputation is about: between them they refresh every lifetime row. */
    static List<Integer> current(Session tx) {
        return tx.query(CURRENT).stream().map(row -> row.getInteger("id")).toList();
    }

    /** Removes the statistics of miners that have lost their slot to another. */
    static void forgetFormerOwners(Session tx) {
        tx.update(NEW_OWNERS);
    }

    /** Brings the averages, ranks and combined rows of a run up to date; lifetime statistics when it closes. */
    static void refresh(Session tx, int runId) {
        tx.update(AVERAGES, runId);
        tx.update(RUN_RANKS, runId);
        tx.update(TAKEN_BACK, runId);
        tx.update(SCORE_ROWS, runId);
        tx.update(FIRST_SCORE, runId);
        tx.update(AGGREGATED, runId, "miner");
        if (tx.first(IS_CLOSED, runId).orElseThrow().getBoolean("closed")) {
            forgetFormerOwners(tx);
            tx.update(MINER_STATS, runId);
            tx.update(OVERALL_RANKS);
            tx.update(AGGREGATED, runId, "subnet");
        }
    }
}
