package fairweather.job.postgres;

/**
 * The statements that decide what can be claimed: the claim, its preview and the time of the next look are put together
 * from the same conditions, so that they cannot disagree. "Now" is a sub-select, so that the planner may use it as a
 * bound of an index scan.
 *
 * <p>Where limits are looked at, $3 is the most that may run of the type, $4 the conversations, $5 the pace in
 * microseconds and $6 the burst of a host; each may be null.
 */
final class ClaimSql {
    private static final String NOW = "(SELECT now FROM clock)";

    private static final String CLOCK = "clock AS MATERIALIZED (SELECT fw_now() AS now)";

    private static final String IN_FORCE = "(h.held_until IS NULL OR h.held_until > (SELECT now FROM clock))";

    private static final String HOLDS_OF_JOB = """
            FROM job_holds h
            WHERE (h.job_type IS NULL OR h.job_type = j.job_type) AND (h.miner_uid IS NULL OR h.miner_uid = j.miner_uid)
              AND (h.run_id IS NULL OR h.run_id = j.run_id AND j.job_type <> 'weather.era5_truth')
              AND\s""" + IN_FORCE;

    private static final String HELD = "EXISTS (SELECT " + HOLDS_OF_JOB + ")";

    /** Says no more than {@link #HELD} does, but of all jobs at once: the backlog of a paused type is not scanned for it. */
    private static String paused(String type) {
        return "EXISTS (SELECT FROM job_holds h WHERE h.job_type = " + type
                + " AND h.miner_uid IS NULL AND h.run_id IS NULL AND " + IN_FORCE + ")";
    }

    private static final String MINER_BUSY = """
            EXISTS (SELECT FROM validator_jobs b
                    WHERE b.status = 'in_progress' AND b.service = j.service AND b.miner_uid = j.miner_uid)""";

    private static final String HOST_AT_LIMIT = "j.miner_uid IN (SELECT uid FROM hosts WHERE lines <= 0)";

    private static final String HOST_PACED = "j.miner_uid IN (SELECT uid FROM hosts WHERE starts <= 0)";

    /** As a CASE it stays a filter of the ordered scan, of which the planner expects that half of the rows pass. */
    private static String none(String... obstacles) {
        return "CASE WHEN " + String.join("\n OR ", obstacles) + " THEN false ELSE true END";
    }

    private static final String CLAIMABLE = none(HELD, MINER_BUSY);

    private static final String CLAIMABLE_WITHIN_LIMITS = none(HELD, MINER_BUSY, HOST_AT_LIMIT, HOST_PACED);

    /**
     * The hosts of the miners, each with how many more conversations it may have and how many may begin now; no rows
     * without a limit of hosts.
     */
    private static String hosts(String conversations, String pace, String burst) {
        return """
                hosts AS MATERIALIZED (
                    SELECT n.uid, n.ip AS host,
                           p.free_at - (%3$s - 1) * make_interval(secs => %2$s / 1000000.0) AS next_at,
                           %1$s - coalesce(t.running, 0) AS lines,
                           %3$s - ceil(greatest(extract(epoch FROM p.free_at - (SELECT now FROM clock)), 0) * 1000000
                                       / %2$s) AS starts
                    FROM node_table n
                    LEFT JOIN host_pace p ON p.host = n.ip
                    LEFT JOIN (SELECT m.ip, count(*) AS running
                               FROM validator_jobs b JOIN node_table m ON m.uid = b.miner_uid
                               WHERE b.status = 'in_progress' AND b.service = 'orchestrator'
                               GROUP BY m.ip) t ON t.ip = n.ip
                    WHERE n.ip <> '' AND %1$s IS NOT NULL)""".formatted(conversations, pace, burst);
    }

    private static final String HOSTS = hosts("$4::bigint", "$5::bigint", "$6::bigint");

    /** How many more of a type may run, or null. */
    private static String room(String type, String most) {
        return "(SELECT %2$s - count(*) FROM validator_jobs b WHERE b.status = 'in_progress' AND b.job_type = %1$s)"
                .formatted(type, most);
    }

    private static final String ROOM = room("$1", "$3::bigint");

    private static String due(String type) {
        return "j.job_type = " + type + " AND j.status IN ('pending', 'retry_scheduled') AND j.sort_at <= " + NOW
                + " AND j.due_at <= " + NOW;
    }

    private static String candidates(String claimable, String limit, String lock) {
        return """
                candidates AS (
                    SELECT j.id, j.sort_at, j.miner_uid FROM validator_jobs j
                    WHERE NOT %s AND %s AND %s
                    ORDER BY j.sort_at, j.id
                    LIMIT %s
                    %s)""".formatted(paused("$1"), due("$1"), claimable, limit, lock);
    }

    private static final String WITHIN_ROOM = "greatest(0, least($2::bigint, " + ROOM + "))";

    private static final String LOCK = "FOR UPDATE OF j SKIP LOCKED";

    private static final String TURN =
            "row_number() OVER (PARTITION BY coalesce(c.miner_uid::bigint, -c.id) ORDER BY c.sort_at, c.id) AS turn";

    /** Taken in the order of the miners, as the window gives them to {@link #CLAIM}: who meets another waits one way only. */
    private static final String TURNS = """
            turns AS (
                SELECT c.id, c.sort_at, c.miner_uid, h.host, h.lines, h.starts, %s,
                       row_number() OVER (PARTITION BY h.host ORDER BY c.sort_at, c.id) AS host_turn
                FROM candidates c LEFT JOIN hosts h ON h.uid = c.miner_uid),
            chosen AS (
                SELECT id, sort_at, host FROM turns
                WHERE turn = 1 AND (host IS NULL OR host_turn <= least(lines, starts))
                ORDER BY miner_uid)""".formatted(TURN);

    /** The sort key returned is the one from before the claim, which ends a retry's preference. */
    private static String take(String worker, String leaseMillis) {
        return """

            UPDATE validator_jobs j SET
                status = 'in_progress', attempts = j.attempts + 1, lease_token = j.lease_token + 1, claimed_by = %s,
                was_retry = j.status = 'retry_scheduled',
                lease_expires_at = (SELECT now FROM clock) + make_interval(secs => %s::bigint / 1000.0),
                heartbeat_at = (SELECT now FROM clock), started_at = coalesce(j.started_at, (SELECT now FROM clock)),
                updated_at = (SELECT now FROM clock)
            FROM chosen WHERE j.id = chosen.id
            RETURNING j.id, chosen.sort_at, j.lease_token, j.job_type, j.priority, j.payload, j.attempts, j.deferrals,
                      j.run_id, j.response_id, j.miner_uid, j.trace_context
            """.formatted(worker, leaseMillis);
    }

    /** type, limit, worker, lease ms. The claim of a type without a limit: one statement is all that it takes. */
    static final String CLAIM =
            "WITH " + CLOCK + ", " + candidates(CLAIMABLE, "$2", LOCK) + """
            ,
            turns AS (SELECT c.id, c.sort_at, %s FROM candidates c),
            chosen AS (SELECT id, sort_at FROM turns WHERE turn = 1)""".formatted(TURN) + take("$3", "$4");

    /** type, worker, lease ms. The same for a single job, which can be in nobody's way. */
    static final String CLAIM_ONE = "WITH " + CLOCK + ", " + candidates(CLAIMABLE, "1", LOCK)
            + ", chosen AS (SELECT id, sort_at FROM candidates)" + take("$2", "$3");

    /** The service's number. Held to the end of the transaction, so that two claims cannot both pass a limit. */
    static final String LOCK_LIMITS = "SELECT pg_advisory_xact_lock(1178686017, $1)";

    /** type, limit, the four limits, worker, lease ms; after {@link #LOCK_LIMITS} in the same transaction. */
    static final String CLAIM_LIMITED = "WITH " + CLOCK + ", " + HOSTS + ", "
            + candidates(CLAIMABLE_WITHIN_LIMITS, WITHIN_ROOM, LOCK) + ", " + TURNS + """
            ,
            paced AS (
                INSERT INTO host_pace AS p (host, free_at)
                SELECT host, (SELECT now FROM clock) + count(*) * make_interval(secs => $5 / 1000000.0)
                FROM chosen WHERE host IS NOT NULL GROUP BY host ORDER BY host
                ON CONFLICT (host) DO UPDATE SET
                    free_at = excluded.free_at + greatest(p.free_at - (SELECT now FROM clock), interval '0'))
            """ + take("$7", "$8");

    /** type, limit, the four limits. First what would be claimed, then what is held back. */
    static final String PREVIEW = "WITH " + CLOCK + ", " + HOSTS + ", "
            + candidates(CLAIMABLE_WITHIN_LIMITS, WITHIN_ROOM, "")
            + ", " + TURNS + """
            ,
            held_back AS (
                SELECT v.id, v.sort_at, v.obstacle
                FROM (SELECT j.id, j.sort_at,
                             CASE WHEN %4$s THEN 'held' WHEN %5$s THEN 'miner_busy'
                                  WHEN %6$s THEN 'host_at_limit' WHEN %7$s THEN 'host_paced'
                                  WHEN t.turn > 1 THEN 'miner_busy' WHEN t.host_turn > t.lines THEN 'host_at_limit'
                                  WHEN t.host_turn > t.starts THEN 'host_paced'
                                  WHEN t.id IS NULL AND %1$s < $2 THEN 'type_at_limit' END AS obstacle
                      FROM validator_jobs j LEFT JOIN turns t ON t.id = j.id
                      WHERE %2$s) AS v
                WHERE v.obstacle IS NOT NULL
                ORDER BY v.sort_at, v.id
                LIMIT $2)
            SELECT j.id, j.job_type, j.run_id, j.miner_uid, j.due_at, v.obstacle,
                   CASE WHEN v.obstacle = 'held' THEN hold.reason WHEN v.obstacle LIKE 'host%%' THEN h.host END AS detail,
                   CASE v.obstacle WHEN 'held' THEN hold.held_until WHEN 'host_paced' THEN h.next_at END AS until
            FROM (SELECT id, sort_at, NULL AS obstacle FROM chosen
                  UNION ALL SELECT id, sort_at, obstacle FROM held_back) AS v
            JOIN validator_jobs j ON j.id = v.id
            LEFT JOIN hosts h ON h.uid = j.miner_uid
            LEFT JOIN LATERAL (SELECT h.reason, h.held_until %3$s ORDER BY h.held_until DESC NULLS FIRST, h.id LIMIT 1)
                AS hold ON true
            ORDER BY v.obstacle IS NOT NULL, v.sort_at, v.id
            """.formatted(ROOM, due("$1"), HOLDS_OF_JOB, HELD, MINER_BUSY, HOST_AT_LIMIT, HOST_PACED);

    /**
     * types, the most of each or null, whether the limits of hosts concern it, the three limits of hosts. One index probe
     * per type for what is due and one for what will be.
     */
    static final String UNTIL_NEXT_LOOK = "WITH " + CLOCK + ", " + hosts("$4::bigint", "$5::bigint", "$6::bigint")
            + """
            ,
            kinds AS MATERIALIZED (
                SELECT k.*, %4$s AS paused
                FROM unnest($1::varchar[], $2::bigint[], $3::boolean[]) AS k(job_type, most, by_host))
            SELECT ceil(extract(epoch FROM min(look.at) - (SELECT now FROM clock)) * 1000)::bigint AS millis
            FROM (SELECT (SELECT now FROM clock) AS at
                  FROM kinds k
                  CROSS JOIN LATERAL (SELECT FROM validator_jobs j WHERE %1$s AND %2$s
                                      ORDER BY j.sort_at, j.id LIMIT 1) AS ready
                  WHERE NOT k.paused AND (k.most IS NULL OR %3$s > 0)
                  UNION ALL
                  SELECT later.due_at
                  FROM kinds k
                  CROSS JOIN LATERAL (SELECT j.due_at FROM validator_jobs j
                                      WHERE j.job_type = k.job_type AND j.status IN ('pending', 'retry_scheduled')
                                        AND j.due_at > (SELECT now FROM clock)
                                      ORDER BY j.due_at LIMIT 1) AS later
                  UNION ALL
                  SELECT h.held_until FROM job_holds h
                  WHERE h.held_until > (SELECT now FROM clock) AND (h.job_type IS NULL OR h.job_type = ANY ($1))
                  UNION ALL
                  SELECT h.next_at FROM hosts h WHERE h.starts <= 0 AND true = ANY ($3)) AS look
            """.formatted(
                            due("k.job_type"),
                            none(HELD, MINER_BUSY, "k.by_host AND (" + HOST_AT_LIMIT + " OR " + HOST_PACED + ")"),
                            room("k.job_type", "k.most"),
                            paused("k.job_type"));

    private ClaimSql() {}
}
