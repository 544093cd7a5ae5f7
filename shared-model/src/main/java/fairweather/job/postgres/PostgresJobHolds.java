package fairweather.job.postgres;

import fairweather.job.Hold;
import fairweather.job.HoldTarget;
import fairweather.job.JobHolds;
import fairweather.job.JobType;
import fairweather.job.StandingHold;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The holds in PostgreSQL. */
public final class PostgresJobHolds implements JobHolds {
    /** type, uid, run (each may be null), instant or null, delay ms or null, reason, actor; neither time: until lifted. */
    public static final String HOLD = """
            INSERT INTO job_holds (job_type, miner_uid, run_id, held_until, reason, actor)
            VALUES ($1, $2, $3, coalesce($4, fw_now() + make_interval(secs => $5::bigint / 1000.0)), $6, $7)
            ON CONFLICT ON CONSTRAINT uq_job_holds DO UPDATE SET
                held_until = excluded.held_until, reason = excluded.reason, actor = excluded.actor,
                created_at = excluded.created_at
            """;

    /** type, uid, run. */
    public static final String LIFT = """
            DELETE FROM job_holds
            WHERE job_type IS NOT DISTINCT FROM $1::varchar AND miner_uid IS NOT DISTINCT FROM $2::integer
              AND run_id IS NOT DISTINCT FROM $3::integer
            """;

    private static final String STANDING = """
            SELECT job_type, miner_uid, run_id, held_until, reason, actor FROM job_holds
            WHERE held_until IS NULL OR held_until > fw_now()
            ORDER BY id
            """;

    private final Pool pool;

    public PostgresJobHolds(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Void> hold(Hold hold) {
        return Bounded.call(pool.preparedQuery(HOLD).execute(holdValues(hold))).replaceWithVoid();
    }

    /** The values of {@link #HOLD}, for those who hold within their own transaction. */
    public static Tuple holdValues(Hold hold) {
        return targetValues(hold.target())
                .addValue(DueValues.at(hold.until()))
                .addValue(DueValues.delayMillis(hold.until()))
                .addValue(hold.reason())
                .addValue(hold.actor());
    }

    @Override
    public Uni<Boolean> lift(HoldTarget target) {
        return Bounded.call(pool.preparedQuery(LIFT).execute(targetValues(target)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The values of {@link #LIFT}, for those who lift within their own transaction. */
    public static Tuple targetValues(HoldTarget target) {
        return Tuple.tuple()
                .addValue(target.type() == null ? null : target.type().word())
                .addValue(target.minerUid())
                .addValue(target.runId());
    }

    @Override
    public Uni<List<StandingHold>> standing() {
        return Bounded.call(pool.preparedQuery(STANDING).execute()).map(rows -> {
            List<StandingHold> holds = new ArrayList<>();
            rows.forEach(row -> holds.add(hold(row)));
            return holds;
        });
    }

    private static StandingHold hold(Row row) {
        String type = row.getString("job_type");
        OffsetDateTime until = row.getOffsetDateTime("held_until");
        return new StandingHold(
                new HoldTarget(
                        type == null ? null : JobType.of(type), row.getInteger("miner_uid"), row.getInteger("run_id")),
                until == null ? null : until.toInstant(),
                row.getString("reason"),
                row.getString("actor"));
    }
}
