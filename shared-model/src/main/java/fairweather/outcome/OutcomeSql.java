package fairweather.outcome;

/** How outcomes are read. */
public final class OutcomeSql {
    /** The next batch for the fold, in the order of writing. */
    public static final String UNFOLDED = """
            SELECT id, kind, run_id, response_id, job_id, job_type, data, actor, trace_context, created_at
            FROM outcomes WHERE folded_at IS NULL AND disposition IS NULL
            ORDER BY id LIMIT 200
            """;

    private OutcomeSql() {}
}
