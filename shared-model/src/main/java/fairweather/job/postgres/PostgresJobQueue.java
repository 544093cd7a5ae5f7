package fairweather.job.postgres;

import fairweather.database.Database;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Report;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The queue in PostgreSQL; its statements are in {@link JobSql}. */
public final class PostgresJobQueue implements JobQueue {
    private final Pool pool;

    public PostgresJobQueue(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<Long>> enqueue(NewJob job) {
        return bounded(pool.preparedQuery(JobSql.ENQUEUE)
                .execute(enqueueValues(job))
                .map(rows -> first(rows).map(row -> row.getLong("id"))));
    }

    /** The values of {@link JobSql#ENQUEUE}, for those who enqueue within their own transaction. */
    public static Tuple enqueueValues(NewJob job) {
        return Tuple.tuple()
                .addValue(job.type().word())
                .addValue(job.type().service().name().toLowerCase(java.util.Locale.ROOT))
                .addValue(job.priority())
                .addValue(job.payload())
                .addValue(at(job.due()))
                .addValue(delayMillis(job.due()))
                .addValue(job.singletonKey())
                .addValue(job.runId())
                .addValue(job.responseId())
                .addValue(job.minerUid())
                .addValue(job.traceContext());
    }

    @Override
    public Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease) {
        Tuple values = Tuple.of(type.word(), limit, worker, lease.toMillis());
        return bounded(pool.preparedQuery(JobSql.CLAIM)
                .execute(values)
                .map(rows -> stream(rows)
                        .sorted(Comparator.comparing((Row row) -> row.getOffsetDateTime("sort_at"))
                                .thenComparing(row -> row.getLong("id")))
                        .map(PostgresJobQueue::job)
                        .toList()));
    }

    @Override
    public Uni<Set<Long>> heartbeat(Collection<Lease> leases, Duration lease) {
        if (leases.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple values = Tuple.of(ids(leases), tokens(leases), lease.toMillis());
        return bounded(pool.preparedQuery(JobSql.HEARTBEAT).execute(values).map(rows -> {
            Set<Long> held = new LinkedHashSet<>();
            rows.forEach(row -> held.add(row.getLong("id")));
            return held;
        }));
    }

    @Override
    public Uni<Boolean> report(Lease lease, Report report, int firstN) {
        return bounded(pool.withTransaction(tx -> tx.preparedQuery(JobSql.HOLD)
                .execute(Tuple.of(lease.jobId(), lease.token()))
                .flatMap(rows -> writeIfHeld(tx, rows, report, firstN))));
    }

    @Override
    public Uni<Boolean> finish(Lease lease, End end, Report report, int firstN) {
        return bounded(pool.withTransaction(tx -> tx.preparedQuery(JobSql.FINISH)
                .execute(finishValues(lease, end))
                .flatMap(rows -> writeIfHeld(tx, rows, report, firstN))));
    }

    private static Uni<Boolean> writeIfHeld(SqlConnection tx, RowSet<Row> rows, Report report, int firstN) {
        Optional<Row> job = first(rows);
        if (job.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return ReportWriter.write(tx, job.get(), report, firstN).replaceWith(true);
    }

    private static Tuple finishValues(Lease lease, End end) {
        Failure failure = end.trouble();
        JsonObject payload = end instanceof End.Deferred waits ? waits.payload() : null;
        return Tuple.tuple()
                .addValue(lease.jobId())
                .addValue(lease.token())
                .addValue(end.status().word())
                .addValue(end.envelope())
                .addValue(at(end.due()))
                .addValue(delayMillis(end.due()))
                .addValue(payload)
                .addValue(end instanceof End.Deferred)
                .addValue(failure == null ? null : failure.message())
                .addValue(failure == null ? null : failure.code().name())
                .addValue(failure == null ? null : failure.category().word());
    }

    @Override
    public Uni<Integer> release(Collection<Lease> leases) {
        if (leases.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return bounded(pool.preparedQuery(JobSql.RELEASE)
                .execute(Tuple.of(ids(leases), tokens(leases)))
                .map(RowSet::rowCount));
    }

    @Override
    public Uni<Integer> reclaimExpired(int limit) {
        return bounded(pool.preparedQuery(JobSql.RECLAIM)
                .execute(Tuple.of(limit))
                .map(rows -> first(rows).orElseThrow().getInteger("reclaimed")));
    }

    @Override
    public Uni<Boolean> cancel(long jobId, String reason) {
        return bounded(pool.preparedQuery(JobSql.CANCEL)
                .execute(Tuple.of(jobId, reason))
                .map(rows -> rows.rowCount() == 1));
    }

    @Override
    public Uni<Optional<Duration>> untilNextDue(Collection<JobType> types) {
        String[] words = types.stream().map(JobType::word).toArray(String[]::new);
        return bounded(pool.preparedQuery(JobSql.UNTIL_NEXT_DUE)
                .execute(Tuple.tuple().addValue(words))
                .map(rows -> first(rows).map(row -> row.getDouble("seconds")).map(seconds -> {
                    return Duration.ofMillis(Math.max(0, (long) Math.ceil(seconds * 1000)));
                })));
    }

    /** A connection that died without a word must not hold the queue up for longer than a statement may. */
    private static <T> Uni<T> bounded(Uni<T> statement) {
        return statement.ifNoItem().after(Database.STATEMENT_LIMIT).fail();
    }

    private static Job job(Row row) {
        return new Job(
                new Lease(row.getLong("id"), row.getLong("lease_token")),
                JobType.of(row.getString("job_type")),
                row.getInteger("priority"),
                row.getJsonObject("payload"),
                row.getInteger("attempts"),
                row.getInteger("deferrals"),
                row.getInteger("run_id"),
                row.getInteger("response_id"),
                row.getInteger("miner_uid"),
                row.getString("trace_context"));
    }

    private static OffsetDateTime at(Due due) {
        return due instanceof Due.At(var instant) ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    private static Long delayMillis(Due due) {
        return switch (due) {
            case null -> null;
            case Due.Now() -> 0L;
            case Due.After(var delay) -> delay.toMillis();
            case Due.At at -> null;
        };
    }

    private static Long[] ids(Collection<Lease> leases) {
        return leases.stream().map(Lease::jobId).toArray(Long[]::new);
    }

    private static Long[] tokens(Collection<Lease> leases) {
        return leases.stream().map(Lease::token).toArray(Long[]::new);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
        List<Row> list = new ArrayList<>();
        rows.forEach(list::add);
        return StreamSupport.stream(list.spliterator(), false);
    }
}
