package fairweather.job.postgres;

import fairweather.database.DatabaseTrouble;
import fairweather.failure.Sanitiser;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes expired leases back: all in one statement, and where a row makes that fail, row by row, so that one bad row costs
 * itself only.
 */
final class Reaper {
    /** $1 limit. The token of a reclaimed job grows at its next claim; that of an ended one grows here. */
    private static String reclaim(String condition) {
        return """
            WITH expired AS (
                SELECT id, attempts >= max_attempts AS poison FROM validator_jobs
                WHERE status = 'in_progress' AND lease_expires_at < (SELECT fw_now()) %s
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
            """.formatted(condition);
    }

    /** limit. */
    static final String RECLAIM = reclaim("");

    /** limit, id. */
    static final String RECLAIM_ONE = reclaim("AND id = $2");

    /** the last id seen, limit. */
    static final String EXPIRED = """
            SELECT id FROM validator_jobs
            WHERE status = 'in_progress' AND lease_expires_at < fw_now() AND id > $1
            ORDER BY id LIMIT $2
            """;

    private static final Logger LOG = Logger.getLogger(Reaper.class);

    private final Pool pool;

    Reaper(Pool pool) {
        this.pool = pool;
    }

    /** How many were taken back. */
    Uni<Integer> reclaim(int limit) {
        return reclaimed(RECLAIM, Tuple.of(limit)).onFailure(Reaper::isOfARow).recoverWithUni(failure -> {
            LOG.warnf("expired leases are taken back one by one: %s", Sanitiser.clean(failure.getMessage()));
            return oneByOne(0, limit);
        });
    }

    /** A lock that is not to be had may be wanted for one row only, and kept for ever. */
    private static boolean isOfARow(Throwable failure) {
        return !DatabaseTrouble.passes(failure) || Bounded.isLockedOut(failure);
    }

    /** Goes on behind the bad rows until the limit is reached or none is left. */
    private Uni<Integer> oneByOne(long afterId, int limit) {
        return expired(afterId, limit).flatMap(ids -> {
            if (ids.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            return reclaimEach(ids)
                    .flatMap(done -> done >= limit
                            ? Uni.createFrom().item(done)
                            : oneByOne(ids.getLast(), limit - done).map(more -> done + more));
        });
    }

    private Uni<List<Long>> expired(long afterId, int limit) {
        return Bounded.call(pool.preparedQuery(EXPIRED).execute(Tuple.of(afterId, limit)))
                .map(rows -> {
                    List<Long> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getLong("id")));
                    return ids;
                });
    }

    private Uni<Integer> reclaimEach(List<Long> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(this::reclaimOrSkip)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> reclaimOrSkip(long id) {
        return reclaimed(RECLAIM_ONE, Tuple.of(1, id))
                .onFailure(Reaper::isOfARow)
                .recoverWithItem(failure -> {
                    LOG.errorf(
                            "job_id=%d: its lease has expired and cannot be taken back: %s",
                            id, Sanitiser.clean(failure.getMessage()));
                    return 0;
                });
    }

    private Uni<Integer> reclaimed(String sql, Tuple values) {
        return Bounded.call(pool.preparedQuery(sql).execute(values)).map(Reaper::count);
    }

    private static int count(RowSet<Row> rows) {
        return rows.iterator().next().getInteger("reclaimed");
    }
}
