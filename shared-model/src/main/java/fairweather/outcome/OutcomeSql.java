package fairweather.outcome;

/** How outcomes are read. */
public final class OutcomeSql {
    /**
     * The next batch for the fold, in the order of writing. The runs that it is about are locked; those that somebody
     * else has locked are passed by, with all their outcomes.
     */
    public static final String UNFOLDED = """
            WITH next AS MATERIALIZED (
                SELECT id, run_id FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL
                ORDER BY id LIMIT 2000),
            free AS MATERIALIZED (
                SELECT id FROM weather_forecast_runs WHERE id IN (SELECT run_id FROM next)
                ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
            SELECT o.id, o.kind, o.run_id, o.response_id, o.job_id, o.job_type, o.data, o.actor, o.trace_context,
                   o.created_at
            FROM (SELECT id FROM next WHERE run_id IS NULL OR run_id IN (SELECT id FROM free) ORDER BY id LIMIT 200) AS n
            JOIN outcomes o ON o.id = n.id
            ORDER BY o.id
            """;

    private OutcomeSql() {}
}
