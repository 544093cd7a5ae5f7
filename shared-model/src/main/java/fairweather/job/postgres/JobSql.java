package fairweather.job.postgres;

/** The queue's statements. "Now" is a sub-select so that the planner may use it as a bound of an index scan. */
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
     * type, limit, worker, lease ms. A due job's sort key is never later than now, as priorities are not negative. The
     * key returned is the one from before the claim, which ends a retry's preference.
     */
    static final String CLAIM = """
            WITH due AS (
                SELECT id, sort_at FROM validator_jobs
                WHERE job_type = $1 AND status IN ('pending', 'retry_scheduled')
                  AND sort_at <= (SELECT fw_now()) AND due_at <= (SELECT fw_now())
                ORDER BY sort_at, id
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            UPDATE validator_jobs j SET
                status = 'in_progress', attempts = j.attempts + 1, lease_token = j.lease_token + 1, claimed_by = $3,
                lease_expires_at = fw_now() + make_interval(secs => $4::bigint / 1000.0), heartbeat_at = fw_now(),
                started_at = coalesce(j.started_at, fw_now()), updated_at = fw_now()
            FROM due WHERE j.id = due.id
            RETURNING j.id, due.sort_at, j.lease_token, j.job_type, j.priority, j.payload, j.attempts, j.deferrals,
                      j.run_id, j.response_id, j.miner_uid, j.trace_context
            """;

    /** ids, tokens, lease ms. In id order, so that two beats never wait for each other in a circle. */
    static final String HEARTBEAT = """
            WITH held AS (
                SELECT j.id FROM validator_jobs j
                JOIN unnest($1::bigint[], $2::bigint[]) AS l(id, token) ON j.id = l.id AND j.lease_token = l.token
                WHERE j.status = 'in_progress'
                ORDER BY j.id
                FOR NO KEY UPDATE OF j)
            UPDATE validator_jobs j SET
                lease_expires_at = fw_now() + make_interval(secs => $3::bigint / 1000.0), heartbeat_at = fw_now()
            FROM held WHERE j.id = held.id
            RETURNING j.id
            """;

    /** id, token: locks the row of a lease that is still held. */
    static final String HOLD = """
            SELECT id, lease_token, job_type, payload, due_at, claimed_by, run_id, response_id, miner_uid,
                   trace_context
            FROM validator_jobs
            WHERE id = $1 AND lease_token = $2 AND status = 'in_progress'
            FOR NO KEY UPDATE
            """;

    /**
     * id, token, status, result, due instant or null, delay ms or null, payload or null, deferred?, error, code,
     * category. A reported end sets the count of consecutive crashes back to 0.
     */
    static final String FINISH = """
            UPDATE validator_jobs SET
                status = $3::varchar, result = coalesce($4, result), attempts = 0,
                due_at = coalesce($5, fw_now() + make_interval(secs => $6::bigint / 1000.0), due_at),
                payload = coalesce($7, payload), deferrals = deferrals + $8::boolean::integer,
                last_error = coalesce($9, last_error), last_error_code = coalesce($10, last_error_code),
                last_error_category = coalesce($11, last_error_category),
                completed_at = CASE WHEN $3::varchar IN ('completed', 'failed', 'cancelled') THEN fw_now() END,
                lease_expires_at = NULL, updated_at = fw_now()
            WHERE id = $1 AND lease_token = $2 AND status = 'in_progress'
            RETURNING id, lease_token, job_type, payload, due_at, claimed_by, run_id, response_id, miner_uid,
                      trace_context
            """;

    /** ids, tokens. */
    static final String RELEASE = """
            UPDATE validator_jobs j SET
                status = 'pending', attempts = greatest(j.attempts - 1, 0), lease_expires_at = NULL,
                updated_at = fw_now()
            FROM unnest($1::bigint[], $2::bigint[]) AS l(id, token)
            WHERE j.id = l.id AND j.lease_token = l.token AND j.status = 'in_progress'
            """;

    /** limit. The token of a reclaimed job grows at its next claim; that of an ended one grows here. */
    static final String RECLAIM = """
            WITH expired AS (
                SELECT id, attempts >= max_attempts AS poison FROM validator_jobs
                WHERE status = 'in_progress' AND lease_expires_at < (SELECT fw_now())
                ORDER BY lease_expires_at, id
                LIMIT $1
                FOR UPDATE SKIP LOCKED),
            moved AS (
                UPDATE validator_jobs j SET
                    status = CASE WHEN poison THEN 'failed' ELSE 'retry_scheduled' END,
                    completed_at = CASE WHEN poison THEN fw_now() END,
                    lease_token = j.lease_token + poison::integer,
                    last_error = 'the worker stopped without a report (attempt ' || j.attempts || ')',
                    last_error_code = 'LEASE_EXPIRED', last_error_category = 'lease_expired',
                    lease_expires_at = NULL, updated_at = fw_now()
                FROM expired WHERE j.id = expired.id
                RETURNING j.id, j.job_type, j.run_id, j.response_id, j.miner_uid, j.lease_token, j.attempts,
                          j.claimed_by, j.trace_context, j.status),
            told AS (
                INSERT INTO outcomes (kind, run_id, response_id, miner_uid, job_id, job_type, lease_token, n, data,
                                      actor, trace_context)
                SELECT 'job_lease_expired', run_id, response_id, miner_uid, id, job_type, lease_token, 0,
                       jsonb_build_object('attempts', attempts), 'reaper', trace_context
                FROM moved WHERE status = 'failed'),
            logged AS (
                INSERT INTO validator_job_logs (job_id, run_id, response_id, level, source, message)
                SELECT id, run_id, response_id, 'WARN', 'reaper',
                       job_type || ': the lease of ' || claimed_by || ' expired at attempt ' || attempts || '; now '
                           || status
                FROM moved)
            SELECT count(*)::integer AS reclaimed FROM moved
            """;

    /** id, reason. */
    static final String CANCEL = cancel("id = $1");

    /** types. One index probe per type. */
    static final String UNTIL_NEXT_DUE = """
            SELECT extract(epoch FROM min(next.due_at) - fw_now())::double precision AS seconds
            FROM unnest($1::varchar[]) AS t(job_type)
            CROSS JOIN LATERAL (
                SELECT due_at FROM validator_jobs j
                WHERE j.job_type = t.job_type AND j.status IN ('pending', 'retry_scheduled')
                ORDER BY due_at LIMIT 1) AS next
            """;

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
