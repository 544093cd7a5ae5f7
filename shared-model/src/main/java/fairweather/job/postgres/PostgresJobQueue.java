package fairweather.job.postgres;

import fairweather.job.End;
import fairweather.job.HostLimit;
import fairweather.job.Job;
import fairweather.job.JobLimits;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Preview;
import fairweather.job.Report;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The queue in PostgreSQL; its statements are in {@link JobSql} and {@link ClaimSql}. */
public final class PostgresJobQueue implements JobQueue {
    private final Pool pool;
    private final JobLimits limits;
    private final Reaper reaper;
    private final EndWriter ends;

    /** A queue that knows no limits: for those who do not claim. */
    public PostgresJobQueue(Pool pool) {
        this(pool, JobLimits.NONE);
    }

    /** @param limits the same in every process, or the narrowest decides only about its own claims */
    public PostgresJobQueue(Pool pool, JobLimits limits) {
        this.pool = pool;
        this.limits = limits;
        reaper = new Reaper(pool);
        ends = new EndWriter(pool);
    }

    @Override
    public Uni<Optional<Long>> enqueue(NewJob job) {
        return Bounded.call(pool.preparedQuery(JobSql.ENQUEUE)
                .execute(enqueueValues(job))
                .map(rows -> first(rows).map(row -> row.getLong("id"))));
    }

    /** The values of {@link JobSql#ENQUEUE}, for those who enqueue within their own transaction. */
    public static Tuple enqueueValues(NewJob job) {
        return Tuple.tuple()
                .addValue(job.type().word())
                .addValue(job.type().service().name().toLowerCase(Locale.ROOT))
                .addValue(job.priority())
                .addValue(job.payload())
                .addValue(DueValues.at(job.due()))
                .addValue(DueValues.delayMillis(job.due()))
                .addValue(job.singletonKey())
                .addValue(job.runId())
                .addValue(job.responseId())
                .addValue(job.minerUid())
                .addValue(job.traceContext());
    }

    @Override
    public Uni<List<Optional<Long>>> enqueueAll(List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Bounded.call(pool.preparedQuery(JobSql.ENQUEUE_ALL)
                .execute(enqueueAllValues(jobs))
                .map(rows -> stream(rows)
                        .map(row -> Optional.ofNullable(row.getLong("id")))
                        .toList()));
    }

    /** The values of {@link JobSql#ENQUEUE_ALL}, for those who enqueue within their own transaction. */
    public static Tuple enqueueAllValues(List<NewJob> jobs) {
        return Tuple.of(new JsonArray(jobs.stream().map(PostgresJobQueue::json).toList()));
    }

    private static JsonObject json(NewJob job) {
        OffsetDateTime at = DueValues.at(job.due());
        return new JsonObject()
                .put("job_type", job.type().word())
                .put("service", job.type().service().name().toLowerCase(Locale.ROOT))
                .put("priority", job.priority())
                .put("payload", job.payload())
                .put("due_at", at == null ? null : at.toString())
                .put("delay_ms", DueValues.delayMillis(job.due()))
                .put("singleton_key", job.singletonKey())
                .put("run_id", job.runId())
                .put("response_id", job.responseId())
                .put("miner_uid", job.minerUid())
                .put("trace_context", job.traceContext());
    }

    @Override
    public Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease) {
        Uni<RowSet<Row>> claim = limits.concern(type)
                ? pool.withTransaction(tx -> claimWithinLimits(tx, type, limit, worker, lease))
                : claimFreely(type, limit, worker, lease);
        return Bounded.claim(claim)
                .map(rows -> stream(rows)
                        .sorted(Comparator.comparing((Row row) -> row.getOffsetDateTime("sort_at"))
                                .thenComparing(row -> row.getLong("id")))
                        .map(PostgresJobQueue::job)
                        .toList());
    }

    private Uni<RowSet<Row>> claimFreely(JobType type, int limit, String worker, Duration lease) {
        return limit == 1
                ? pool.preparedQuery(ClaimSql.CLAIM_ONE).execute(Tuple.of(type.word(), worker, lease.toMillis()))
                : pool.preparedQuery(ClaimSql.CLAIM).execute(Tuple.of(type.word(), limit, worker, lease.toMillis()));
    }

    private Uni<RowSet<Row>> claimWithinLimits(
            SqlConnection tx, JobType type, int limit, String worker, Duration lease) {
        Tuple values = within(type, limit).addValue(worker).addValue(lease.toMillis());
        return tx.preparedQuery(ClaimSql.LOCK_LIMITS)
                .execute(Tuple.of(type.service().ordinal()))
                .flatMap(locked -> tx.preparedQuery(ClaimSql.CLAIM_LIMITED).execute(values));
    }

    private Tuple within(JobType type, int limit) {
        Tuple values = Tuple.of(type.word(), limit).addValue(most(type));
        return withHost(values, limits.host(type));
    }

    private Long most(JobType type) {
        OptionalInt most = limits.mostRunning(type);
        return most.isPresent() ? (long) most.getAsInt() : null;
    }

    private static Tuple withHost(Tuple values, HostLimit host) {
        return values.addValue(host == null ? null : (long) host.conversations())
                .addValue(host == null ? null : host.paceMicros())
                .addValue(host == null ? null : (long) host.burst());
    }

    @Override
    public Uni<Set<Lease>> heartbeat(Collection<Lease> leases, Duration lease) {
        if (leases.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple values = Tuple.of(ids(leases), tokens(leases), lease.toMillis());
        return Bounded.call(pool.preparedQuery(JobSql.HEARTBEAT).execute(values).map(rows -> {
            Set<Lease> held = new LinkedHashSet<>();
            rows.forEach(row -> held.add(lease(row)));
            return held;
        }));
    }

    @Override
    public Uni<Boolean> report(Lease lease, Report report, int firstN) {
        return Bounded.call(pool.withTransaction(tx -> tx.preparedQuery(JobSql.LOCK_HELD)
                .execute(Tuple.of(lease.jobId(), lease.token()))
                .flatMap(rows -> writeIfHeld(tx, rows, report, firstN))));
    }

    @Override
    public Uni<Boolean> finish(Lease lease, End end, Report report, int firstN) {
        return ends.write(new Ending(lease, end, report, firstN));
    }

    private static Uni<Boolean> writeIfHeld(SqlConnection tx, RowSet<Row> rows, Report report, int firstN) {
        Optional<Row> job = first(rows);
        if (job.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return ReportWriter.write(tx, job.get(), report, firstN).replaceWith(true);
    }

    @Override
    public Uni<Integer> release(Collection<Lease> leases) {
        if (leases.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return Bounded.call(pool.preparedQuery(JobSql.RELEASE)
                .execute(Tuple.of(ids(leases), tokens(leases)))
                .map(RowSet::rowCount));
    }

    @Override
    public Uni<Integer> reclaimExpired(int limit) {
        return reaper.reclaim(limit);
    }

    @Override
    public Uni<Boolean> cancel(long jobId, String reason) {
        return Bounded.call(pool.preparedQuery(JobSql.CANCEL)
                .execute(Tuple.of(jobId, reason))
                .map(rows -> rows.rowCount() == 1));
    }

    @Override
    public Uni<Optional<Duration>> untilNextDue(Collection<JobType> types) {
        Tuple values = Tuple.tuple()
                .addValue(types.stream().map(JobType::word).toArray(String[]::new))
                .addValue(types.stream().map(this::most).toArray(Long[]::new))
                .addValue(types.stream().map(type -> limits.host(type) != null).toArray(Boolean[]::new));
        return Bounded.call(pool.preparedQuery(ClaimSql.UNTIL_NEXT_LOOK)
                .execute(withHost(values, limits.host()))
                .map(rows -> first(rows).map(row -> row.getLong("millis")).map(Duration::ofMillis)));
    }

    @Override
    public Uni<Preview> preview(Collection<JobType> types, int limit) {
        return Multi.createFrom()
                .iterable(types)
                .onItem()
                .transformToUniAndConcatenate(type ->
                        Bounded.call(pool.preparedQuery(ClaimSql.PREVIEW).execute(within(type, limit))))
                .collect()
                .asList()
                .map(PreviewRows::preview);
    }

    private static Job job(Row row) {
        return new Job(
                lease(row),
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

    private static Lease lease(Row row) {
        return new Lease(row.getLong("id"), row.getLong("lease_token"));
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

    private static Stream<Row> stream(RowSet<Row> rows) {
        List<Row> list = new ArrayList<>();
        rows.forEach(list::add);
        return list.stream();
    }
}
