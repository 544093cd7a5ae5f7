package fairweather.orchestrator.periodic;

/** The statements of the retention. Each deletes a page at most; $1 is the age in seconds, $2 the rows of a page. */
final class RetentionSql {
    private static final String LONG_AGO = "fw_now() - make_interval(secs => $1::bigint)";

    private static final String ENDED = "status IN ('completed', 'failed', 'abandoned')";

    private static final String OLD_RUNS =
            "(SELECT id FROM weather_forecast_runs WHERE " + ENDED + " AND run_initiation_time < " + LONG_AGO + ")";

    /** Finished jobs with their lines; the number of jobs. */
    static final String JOBS = """
            WITH gone AS (
                DELETE FROM validator_jobs WHERE id IN (
                    SELECT j.id FROM validator_jobs j LEFT JOIN weather_forecast_runs r ON r.id = j.run_id
                    WHERE j.completed_at < %s AND (r.id IS NULL OR r.%s)
                    ORDER BY j.id LIMIT $2)
                RETURNING id),
            lines AS (DELETE FROM validator_job_logs l USING gone WHERE l.job_id = gone.id)
            SELECT id FROM gone
            """.formatted(LONG_AGO, ENDED);

    /** Slot by slot, so that a response has all of its steps or none. */
    static final String STEPS = """
            DELETE FROM weather_forecast_steps s USING (
                SELECT run_id, miner_uid, miner_hotkey,
                       sum(count(*)) OVER (ORDER BY run_id, miner_uid, miner_hotkey) - count(*) AS before
                FROM weather_forecast_steps
                WHERE run_id IN (SELECT id FROM weather_forecast_runs WHERE completion_time < %s)
                GROUP BY run_id, miner_uid, miner_hotkey) AS slot
            WHERE s.run_id = slot.run_id AND s.miner_uid = slot.miner_uid AND s.miner_hotkey = slot.miner_hotkey
              AND slot.before < $2
            """.formatted(LONG_AGO);

    /** What the forecasts of ended runs were compared by; the pairs that were found stay. */
    static final String SKETCHES = """
            DELETE FROM forecast_sketches WHERE ctid = ANY (ARRAY (
                SELECT s.ctid FROM forecast_sketches s JOIN weather_forecast_runs r ON r.id = s.run_id
                WHERE r.completion_time < %s LIMIT $2))
            """.formatted(LONG_AGO);

    /** The newest first, so that what is left never misses its beginning. */
    static final String TRANSITIONS = """
            DELETE FROM state_transitions WHERE id IN (
                SELECT id FROM state_transitions WHERE run_id IN %s ORDER BY id DESC LIMIT $2)
            """.formatted(OLD_RUNS);

    static final String RUNS = """
            DELETE FROM weather_forecast_runs WHERE id IN (
                SELECT id FROM weather_forecast_runs r WHERE id IN %s ORDER BY id LIMIT $2)
            """.formatted(OLD_RUNS);

    static final String OUTCOMES_OF_NO_RUN = """
            DELETE FROM outcomes WHERE id IN (
                SELECT id FROM outcomes WHERE run_id IS NULL AND folded_at IS NOT NULL AND created_at < %s
                ORDER BY id LIMIT $2)
            """.formatted(LONG_AGO);

    /** Of no run, or of one that is gone. */
    static final String LOGS_OF_NO_RUN = """
            DELETE FROM validator_job_logs WHERE id IN (
                SELECT l.id FROM validator_job_logs l
                WHERE l.created_at < %s
                  AND NOT EXISTS (SELECT FROM weather_forecast_runs r WHERE r.id = l.run_id)
                  AND NOT EXISTS (SELECT FROM validator_jobs j WHERE j.id = l.job_id)
                ORDER BY l.id LIMIT $2)
            """.formatted(LONG_AGO);

    /** The last decision about a series stays: the calendar counts from it. */
    static final String CALENDAR_DAYS = """
            DELETE FROM calendar_days WHERE ctid = ANY (ARRAY (
                SELECT d.ctid FROM calendar_days d
                WHERE d.cycle < %s AND d.cycle < (SELECT max(l.cycle) FROM calendar_days l WHERE l.series = d.series)
                ORDER BY d.series, d.cycle LIMIT $2))
            """.formatted(LONG_AGO);

    /** Holds that have ended by themselves. */
    static final String HOLDS = """
            DELETE FROM job_holds WHERE id IN (
                SELECT id FROM job_holds WHERE held_until < %s ORDER BY id LIMIT $2)
            """.formatted(LONG_AGO);

    static final String SNAPSHOTS = """
            DELETE FROM subnet_snapshots WHERE id IN (
                SELECT id FROM subnet_snapshots WHERE taken_at < %s ORDER BY id LIMIT $2)
            """.formatted(LONG_AGO);

    /** What no run that is kept was or will be scored against. */
    static final String TRUTHS = """
            DELETE FROM truth_status WHERE ctid = ANY (ARRAY (
                SELECT t.ctid FROM truth_status t
                WHERE t.updated_at < %s
                  AND NOT EXISTS (SELECT FROM weather_forecast_runs r
                                  WHERE t.valid_time > r.gfs_init_time_utc
                                    AND t.valid_time <= r.gfs_init_time_utc + interval '240 hours')
                ORDER BY t.source, t.valid_time LIMIT $2))
            """.formatted(LONG_AGO);

    /** As {@link #TRUTHS}; analyses of up to two days before a run's cycle belong to it, too. */
    static final String REFERENCE_FIELDS = """
            DELETE FROM reference_fields WHERE ctid = ANY (ARRAY (
                SELECT f.ctid FROM reference_fields f
                WHERE f.catalogued_at < %s
                  AND NOT EXISTS (SELECT FROM weather_forecast_runs r
                                  WHERE f.valid_time >= r.gfs_init_time_utc - interval '48 hours'
                                    AND f.valid_time <= r.gfs_init_time_utc + interval '240 hours')
                ORDER BY f.catalogued_at LIMIT $2))
            """.formatted(LONG_AGO);

    private RetentionSql() {}

    /** The table comes from {@link Retention} and nowhere else. */
    static String ofOldRuns(String table) {
        return "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY (SELECT ctid FROM " + table + " WHERE run_id IN "
                + OLD_RUNS + " LIMIT $2))";
    }
}
