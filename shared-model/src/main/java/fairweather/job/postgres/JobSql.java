package fairweather.job.postgres;

/** The queue's statements. What may be claimed is decided in {@link ClaimSql}. */
public final class JobSql {
    /** type, service, priority, payload, due instant or null, delay ms or null, key, run, response, uid, trace. */
    public static final String ENQUEUE = """
            INSERT INTO validator_jobs (job_type, service, priority, payload, due_at, singleton_key, run_id,
                                        response_id, miner_uid, trace_context)
            VALUES ($1, $2, $3, $4, coalesce($5, fw_now() + make_interval(secs => coalesce($6::bigint, 0) / 1000.0)),
                    $7, $8, $9, $10, $11)
            ON CONFLICT (singleton_key) WHERE status IN ('pending', 'in_progress', 'retry_scheduled') DO NOTHING
            RETURNING id
            """;

    /**
     * A JSON array of jobs with the fields job_type, service, priority, payload, due_at or delay_ms, singleton_key,
     * run_id, response_id, miner_uid and trace_context. One row per job in their order, its id null if the singleton key
     * was taken, by an earlier one of the same array for instance. The ids are drawn beforehand to tell which is whose.
     */
    public static final String ENQUEUE_ALL = """
            WITH given AS MATERIALIZED (
                SELECT nextval(pg_get_serial_sequence('validator_jobs', 'id')) AS id, g.*
                FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (job_type varchar, service varchar, priority integer,
                         payload jsonb, due_at timestamptz, delay_ms bigint, singleton_key varchar, run_id integer,
                         response_id integer, miner_uid integer, trace_context varchar)) WITH ORDINALITY
                    AS g(job_type, service, priority, payload, due_at, delay_ms, singleton_key, run_id, response_id,
                         miner_uid, trace_context, n)),
            added AS (
                INSERT INTO validator_jobs (id, job_type, service, priority, payload, due_at, singleton_key, run_id,
                                            response_id, miner_uid, trace_context)
                OVERRIDING SYSTEM VALUE
                SELECT id, job_type, service, priority, payload,
                       coalesce(due_at, (SELECT fw_now()) + make_interval(secs => coalesce(delay_ms, 0) / 1000.0)),
                       singleton_key, run_id, response_id, miner_uid, trace_context
                FROM given ORDER BY n
                ON CONFLICT (singleton_key) WHERE status IN ('pending', 'in_progress', 'retry_scheduled') DO NOTHING
                RETURNING id)
            SELECT added.id FROM given LEFT JOIN added ON added.id = given.id ORDER BY given.n
            """;

    /**
     * ids, tokens, lease ms. A row that another has locked is passed over, so that it costs no other its lease; it is
     * still held, and while it is locked nobody takes it back.
     */
    static final String HEARTBEAT = """
            WITH held AS (
                SELECT j.id, j.lease_token FROM validator_jobs j
                JOIN unnest($1::bigint[], $2::bigint[]) AS l(id, token) ON j.id = l.id AND j.lease_token = l.token
                WHERE j.status = 'in_progress'),
            free AS (
                SELECT j.id FROM validator_jobs j
                JOIN unnest($1::bigint[], $2::bigint[]) AS l(id, token) ON j.id = l.id AND j.lease_token = l.token
                WHERE j.status = 'in_progress'
                ORDER BY j.id
                FOR NO KEY UPDATE OF j SKIP LOCKED),
            renewed AS (
                UPDATE validator_jobs j SET
                    lease_expires_at = fw_now() + make_interval(secs => $3::bigint / 1000.0), heartbeat_at = fw_now()
                FROM free WHERE j.id = free.id)
            SELECT id, lease_token FROM held
            """;

    /** id, token: locks the row of a lease that is still held. */
    static final String LOCK_HELD = """
            SELECT id, lease_token, job_type, payload, due_at, claimed_by, run_id, response_id, miner_uid,
                   trace_context
            FROM validator_jobs
            WHERE id = $1 AND lease_token = $2 AND status = 'in_progress'
            FOR NO KEY UPDATE
            """;

    /** ids, tokens. */
    static final String RELEASE = """
            UPDATE validator_jobs j SET
                status = CASE WHEN j.was_retry THEN 'retry_scheduled' ELSE 'pending' END,
                attempts = greatest(j.attempts - 1, 0), lease_expires_at = NULL, updated_at = fw_now()
            FROM unnest($1::bigint[], $2::bigint[]) AS l(id, token)
            WHERE j.id = l.id AND j.lease_token = l.token AND j.status = 'in_progress'
            """;

    /** id, reason. */
    static final String CANCEL = cancel("id = $1");

    /**
     * Ends the unfinished jobs that a condition names, for the reason $2. Their tokens grow, so that a worker that still
     * holds one writes nothing more.
     */
    public static String cancel(String condition) {
        return """
                UPDATE validator_jobs SET
                    status = 'cancelled', lease_token = lease_token + 1, lease_expires_at = NULL,
                    completed_at = fw_now(), updated_at = fw_now(),
                    result = jsonb_build_object('outcome', 'cancelled', 'reason', $2::text)
                WHERE status IN ('pending', 'in_progress', 'retry_scheduled') AND\s""" + condition;
    }

    private JobSql() {}
}
