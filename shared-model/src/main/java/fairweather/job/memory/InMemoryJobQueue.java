package fairweather.job.memory;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Hold;
import fairweather.job.HoldTarget;
import fairweather.job.HostLimit;
import fairweather.job.Job;
import fairweather.job.JobHolds;
import fairweather.job.JobLimits;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Preview;
import fairweather.job.Report;
import fairweather.job.StandingHold;
import fairweather.job.Write;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepKey;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The queue in memory, with the guarantees of the one in PostgreSQL, for tests and simulations: time comes from the
 * given source, each call is atomic, and what attempts report stays readable. Nothing survives the process.
 */
public final class InMemoryJobQueue implements JobQueue, JobHolds {
    /** Crashes in a row after which a job ends failed; the default of the table's {@code max_attempts}. */
    public static final int MAX_ATTEMPTS = 5;

    private final InstantSource time;
    private final ReportLog log;
    private final JobLimits limits;
    private final Hosts hosts;
    private final JobTable jobs = new JobTable();
    private final Holds holds = new Holds();
    private long lastId;

    /** A queue that keeps the reported writes without executing them. */
    public InMemoryJobQueue(InstantSource time) {
        this(time, write -> {});
    }

    /** @param writer executes a reported write; if it throws, the whole report changes nothing in this queue */
    public InMemoryJobQueue(InstantSource time, Consumer<Write> writer) {
        this(time, writer, JobLimits.NONE, uid -> null);
    }

    /** @param hostOfMiner the host on which a miner listens, or null if that is not known */
    public InMemoryJobQueue(
            InstantSource time, Consumer<Write> writer, JobLimits limits, IntFunction<String> hostOfMiner) {
        this.time = time;
        this.limits = limits;
        log = new ReportLog(writer);
        hosts = new Hosts(hostOfMiner);
    }

    @Override
    public Uni<Optional<Long>> enqueue(NewJob job) {
        return atomically(() -> add(job));
    }

    @Override
    public Uni<List<Optional<Long>>> enqueueAll(List<NewJob> newJobs) {
        return atomically(() -> newJobs.stream().map(this::add).toList());
    }

    /** A job that is refused uses an id up, as it does in the database. */
    private Optional<Long> add(NewJob job) {
        long id = ++lastId;
        if (job.singletonKey() != null && jobs.unfinished(job.singletonKey())) {
            return Optional.empty();
        }
        jobs.add(new JobEntry(id, job, time.instant()));
        return Optional.of(id);
    }

    @Override
    public Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease) {
        return atomically(() -> {
            Instant now = time.instant();
            return selection(type, now).chosen(limit).stream()
                    .map(job -> take(job, worker, now, lease))
                    .toList();
        });
    }

    private Selection selection(JobType type, Instant now) {
        return new Selection(jobs, holds, hosts, limits, type, now);
    }

    private Job take(JobEntry job, String worker, Instant now, Duration lease) {
        HostLimit limit = limits.host(job.created.type());
        String host = limit == null ? null : hosts.of(job);
        if (host != null) {
            hosts.begin(host, limit, now);
        }
        jobs.change(job, () -> job.claim(worker, now.plus(lease)));
        return job.claimed();
    }

    @Override
    public Uni<Set<Lease>> heartbeat(Collection<Lease> leases, Duration lease) {
        return atomically(() -> {
            Instant end = time.instant().plus(lease);
            Set<Lease> held = new LinkedHashSet<>();
            for (JobEntry job : jobs.held(leases)) {
                jobs.change(job, () -> job.leaseExpiresAt = end);
                held.add(new Lease(job.id, job.token));
            }
            return held;
        });
    }

    @Override
    public Uni<Boolean> report(Lease lease, Report report, int firstN) {
        return atomically(() -> {
            List<JobEntry> held = jobs.held(List.of(lease));
            held.forEach(job -> log.add(job, report, firstN, job.dueAt, time.instant()));
            return !held.isEmpty();
        });
    }

    @Override
    public Uni<Boolean> finish(Lease lease, End end, Report report, int firstN) {
        return atomically(() -> {
            List<JobEntry> held = jobs.held(List.of(lease));
            held.forEach(job -> finish(job, end, report, firstN));
            return !held.isEmpty();
        });
    }

    private void finish(JobEntry job, End end, Report report, int firstN) {
        Instant now = time.instant();
        Instant due = end.due() == null ? job.dueAt : JobEntry.instant(end.due(), now);
        log.add(job, report, firstN, due, now);
        jobs.change(job, () -> job.end(end, due, now));
    }

    @Override
    public Uni<Integer> release(Collection<Lease> leases) {
        return atomically(() -> {
            List<JobEntry> held = jobs.held(leases);
            held.forEach(job -> jobs.change(job, job::release));
            return held.size();
        });
    }

    @Override
    public Uni<Integer> reclaimExpired(int limit) {
        return atomically(() -> {
            Instant now = time.instant();
            List<JobEntry> expired = jobs.expired(now, limit);
            expired.forEach(job -> lapse(job, now));
            return expired.size();
        });
    }

    private void lapse(JobEntry job, Instant now) {
        boolean poison = job.attempts >= MAX_ATTEMPTS;
        String message = "the worker stopped without a report (attempt " + job.attempts + ")";
        jobs.change(job, () -> job.lapse(poison, Failure.of(Code.LEASE_EXPIRED, message), now));
        if (poison) {
            JsonObject data = new JsonObject().put("attempts", job.attempts);
            log.append(job, OutcomeKind.JOB_LEASE_EXPIRED, 0, data, "reaper");
        }
    }

    @Override
    public Uni<Boolean> cancel(long jobId, String reason) {
        return atomically(() -> {
            JobEntry job = jobs.job(jobId);
            if (job == null || job.status.finished()) {
                return false;
            }
            jobs.change(job, () -> job.cancel(reason, time.instant()));
            return true;
        });
    }

    @Override
    public Uni<Optional<Duration>> untilNextDue(Collection<JobType> types) {
        return atomically(() -> {
            Instant now = time.instant();
            boolean ready = types.stream().anyMatch(type -> selection(type, now).any());
            Optional<Instant> next = ready ? Optional.of(now) : nextChange(types, now);
            return next.map(at -> Duration.between(now, at));
        });
    }

    /** When something that cannot be claimed now may be, as far as time alone decides about it. */
    private Optional<Instant> nextChange(Collection<JobType> types, Instant now) {
        Stream<Instant> due =
                types.stream().map(type -> jobs.backlog(type).next(now)).filter(Objects::nonNull);
        boolean paced = types.stream().anyMatch(type -> limits.host(type) != null);
        Stream<Instant> pace = paced ? hosts.next(limits.host(), now).stream() : Stream.of();
        return Stream.of(due, holds.nextEnd(types, now).stream(), pace)
                .flatMap(Function.identity())
                .min(Comparator.naturalOrder());
    }

    @Override
    public Uni<Preview> preview(Collection<JobType> types, int limit) {
        return atomically(() -> {
            List<Preview.Waiting> next = new ArrayList<>();
            List<Preview.HeldBack> heldBack = new ArrayList<>();
            for (JobType type : types) {
                Selection selection = selection(type, time.instant());
                selection.chosen(limit).forEach(job -> next.add(job.waiting()));
                selection.heldBack(limit, heldBack);
            }
            return new Preview(next, heldBack);
        });
    }

    @Override
    public Uni<Void> hold(Hold hold) {
        return this.<Void>atomically(() -> {
            holds.add(hold, time.instant());
            return null;
        });
    }

    @Override
    public Uni<Boolean> lift(HoldTarget target) {
        return atomically(() -> holds.remove(target));
    }

    @Override
    public Uni<List<StandingHold>> standing() {
        return atomically(() -> holds.standing(time.instant()));
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
        List<JobEntry> later = jobs.backlog(type).later(now).stream()
                .filter(job -> Integer.valueOf(runId).equals(job.created.runId()))
                .toList();
        later.forEach(job -> jobs.change(job, () -> job.dueAt = now));
        return later.size();
    }

    /** All jobs by id. */
    public synchronized List<StoredJob> jobs() {
        return jobs.all().stream().map(JobEntry::snapshot).toList();
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

    synchronized int retries(int runId, int minerUid, String minerHotkey, StepKey step) {
        return log.retries(runId, minerUid, minerHotkey, step);
    }

    /** {@link #outcomes()}, which are forgotten. */
    public synchronized List<StoredOutcome> takeOutcomes() {
        return log.takeOutcomes();
    }

    /** {@link #writes()}, which are forgotten. */
    public synchronized List<Write> takeWrites() {
        return log.takeWrites();
    }

    /** The finished ones of {@link #jobs()}, which are forgotten. */
    public synchronized List<StoredJob> takeFinishedJobs() {
        return jobs.removeFinished().stream().map(JobEntry::snapshot).toList();
    }
}
