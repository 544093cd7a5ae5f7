package fairweather.job.memory;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobQueue;
import fairweather.job.JobStatus;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Report;
import fairweather.job.Write;
import fairweather.outcome.OutcomeKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The queue in memory, with the guarantees of the one in PostgreSQL, for tests and simulations: time comes from the
 * given source, each call is atomic, and what attempts report stays readable. Nothing survives the process.
 */
public final class InMemoryJobQueue implements JobQueue {
    /** Crashes in a row after which a job ends failed; the default of the table's {@code max_attempts}. */
    public static final int MAX_ATTEMPTS = 5;

    private final InstantSource time;
    private final ReportLog log;
    private final SortedMap<Long, JobEntry> jobs = new TreeMap<>();

    /** A queue that keeps the reported writes without executing them. */
    public InMemoryJobQueue(InstantSource time) {
        this(time, write -> {});
    }

    /** @param writer executes a reported write; if it throws, the whole report changes nothing in this queue */
    public InMemoryJobQueue(InstantSource time, Consumer<Write> writer) {
        this.time = time;
        log = new ReportLog(writer);
    }

    @Override
    public Uni<Optional<Long>> enqueue(NewJob job) {
        return atomically(() -> {
            String key = job.singletonKey();
            if (key != null
                    && find(other -> key.equals(other.created.singletonKey()))
                            .findAny()
                            .isPresent()) {
                return Optional.empty();
            }
            long id = jobs.isEmpty() ? 1 : jobs.lastKey() + 1;
            jobs.put(id, new JobEntry(id, job, time.instant()));
            return Optional.of(id);
        });
    }

    private Stream<JobEntry> find(Predicate<JobEntry> unfinished) {
        return jobs.values().stream().filter(job -> !job.status.finished()).filter(unfinished);
    }

    @Override
    public Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease) {
        return atomically(() -> {
            Instant now = time.instant();
            List<JobEntry> due = find(job -> job.created.type() == type && job.claimable(now))
                    .sorted(Comparator.comparing(JobEntry::sortAt).thenComparing(job -> job.id))
                    .limit(limit)
                    .toList();
            return due.stream().map(job -> job.claim(worker, now.plus(lease))).toList();
        });
    }

    @Override
    public Uni<Set<Long>> heartbeat(Collection<Lease> leases, Duration lease) {
        return atomically(() -> {
            Set<Long> held = new LinkedHashSet<>();
            for (JobEntry job : held(leases)) {
                job.leaseExpiresAt = time.instant().plus(lease);
                held.add(job.id);
            }
            return held;
        });
    }

    @Override
    public Uni<Boolean> report(Lease lease, Report report, int firstN) {
        return atomically(() -> {
            List<JobEntry> held = held(List.of(lease));
            held.forEach(job -> log.add(job, report, firstN, job.dueAt, time.instant()));
            return !held.isEmpty();
        });
    }

    @Override
    public Uni<Boolean> finish(Lease lease, End end, Report report, int firstN) {
        return atomically(() -> {
            List<JobEntry> held = held(List.of(lease));
            held.forEach(job -> finish(job, end, report, firstN));
            return !held.isEmpty();
        });
    }

    private void finish(JobEntry job, End end, Report report, int firstN) {
        Instant now = time.instant();
        Instant due = end.due() == null ? job.dueAt : JobEntry.instant(end.due(), now);
        log.add(job, report, firstN, due, now);
        job.end(end, due, now);
    }

    @Override
    public Uni<Integer> release(Collection<Lease> leases) {
        return atomically(() -> {
            List<JobEntry> held = held(leases);
            held.forEach(JobEntry::release);
            return held.size();
        });
    }

    @Override
    public Uni<Integer> reclaimExpired(int limit) {
        return atomically(() -> {
            Instant now = time.instant();
            List<JobEntry> expired = find(job ->
                            job.status == JobStatus.IN_PROGRESS && job.leaseExpiresAt.isBefore(now))
                    .sorted(Comparator.comparing((JobEntry job) -> job.leaseExpiresAt)
                            .thenComparing(job -> job.id))
                    .limit(limit)
                    .toList();
            expired.forEach(job -> lapse(job, now));
            return expired.size();
        });
    }

    private void lapse(JobEntry job, Instant now) {
        boolean poison = job.attempts >= MAX_ATTEMPTS;
        String message = "the worker stopped without a report (attempt " + job.attempts + ")";
        job.lapse(poison, Failure.of(Code.LEASE_EXPIRED, message), now);
        if (poison) {
            JsonObject data = new JsonObject().put("attempts", job.attempts);
            log.append(job, OutcomeKind.JOB_LEASE_EXPIRED, 0, data, "reaper");
        }
    }

    @Override
    public Uni<Boolean> cancel(long jobId, String reason) {
        return atomically(() -> {
            Optional<JobEntry> job = find(other -> other.id == jobId).findFirst();
            job.ifPresent(found -> found.cancel(reason, time.instant()));
            return job.isPresent();
        });
    }

    @Override
    public Uni<Optional<Duration>> untilNextDue(Collection<JobType> types) {
        return atomically(() -> find(job -> job.status.waiting() && types.contains(job.created.type()))
                .map(job -> Duration.between(time.instant(), job.dueAt))
                .min(Comparator.naturalOrder())
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait));
    }

    private List<JobEntry> held(Collection<Lease> leases) {
        List<JobEntry> held = new ArrayList<>();
        for (Lease lease : leases) {
            JobEntry job = jobs.get(lease.jobId());
            if (job != null && job.heldBy(lease)) {
                held.add(job);
            }
        }
        return held;
    }

    private <T> Uni<T> atomically(Supplier<T> change) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return change.get();
            }
        });
    }

    /** Makes the waiting jobs of a type and run due now that were to be due later; how many. */
    public synchronized int makeDue(JobType type, int runId) {
        Instant now = time.instant();
        List<JobEntry> later = find(job -> job.created.type() == type
                        && Integer.valueOf(runId).equals(job.created.runId())
                        && job.status.waiting()
                        && job.dueAt.isAfter(now))
                .toList();
        later.forEach(job -> job.dueAt = now);
        return later.size();
    }

    /** All jobs by id. */
    public synchronized List<StoredJob> jobs() {
        return jobs.values().stream().map(JobEntry::snapshot).toList();
    }

    /** The step rows in the order of their first event. */
    public synchronized List<StoredStep> steps() {
        return log.steps();
    }

    /** The outcomes in the order of writing. */
    public synchronized List<StoredOutcome> outcomes() {
        return log.outcomes();
    }

    /** The domain rows that were reported, in the order of writing. */
    public synchronized List<Write> writes() {
        return log.writes();
    }
}
