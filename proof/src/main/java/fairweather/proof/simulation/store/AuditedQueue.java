package fairweather.proof.simulation.store;

import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Hold;
import fairweather.job.HoldTarget;
import fairweather.job.Job;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Report;
import fairweather.job.memory.InMemoryJobQueue;
import fairweather.proof.simulation.store.Known.Place;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * The queue, and beside it what must be true of it: every answer is compared with what was done before, so that a lost
 * job, a second end, an accepted stale write or a lease that ends too soon shows at once.
 */
public final class AuditedQueue {
    /** Crashes in a row that end a job. */
    static final int MAX_ATTEMPTS = InMemoryJobQueue.MAX_ATTEMPTS;

    private final JobQueue queue;
    private final InMemoryJobQueue memory;
    private final VirtualTime time;
    private final Events events;
    private final SortedMap<Long, Known> known = new TreeMap<>();
    private final Map<Integer, Set<Long>> unfinishedOfResponse = new HashMap<>();
    private final Map<Integer, Set<Long>> unfinishedOfRun = new HashMap<>();
    private final Map<Integer, Set<Long>> unfinishedOfMiner = new HashMap<>();
    private final Set<Known> running = new LinkedHashSet<>();
    private final Map<HoldTarget, Long> holds = new LinkedHashMap<>();
    private long finished;
    private long refused;

    /** @param queue the one in memory, or one in between that does something wrong */
    public AuditedQueue(JobQueue queue, InMemoryJobQueue memory, VirtualTime time, Events events) {
        this.queue = queue;
        this.memory = memory;
        this.time = time;
        this.events = events;
    }

    public Optional<Long> enqueue(NewJob job) {
        Optional<Long> id = queue.enqueue(job).await().indefinitely();
        id.ifPresent(fresh -> {
            Known entry = new Known(fresh, job, due(job.due(), time.now()));
            Violation.unless(known.put(fresh, entry) == null, "job " + fresh + " was given twice");
            index(unfinishedOfRun, job.runId()).add(fresh);
            index(unfinishedOfResponse, job.responseId()).add(fresh);
            index(unfinishedOfMiner, job.minerUid()).add(fresh);
            events.work(job.type(), entry.due);
        });
        return id;
    }

    private static Set<Long> index(Map<Integer, Set<Long>> index, Integer key) {
        return index.computeIfAbsent(key == null ? -1 : key, none -> new TreeSet<>());
    }

    public List<Job> claim(JobType type, int limit, String worker, Duration lease) {
        List<Job> jobs = queue.claim(type, limit, worker, lease).await().indefinitely();
        for (Job job : jobs) {
            Known entry = entry(job.lease().jobId());
            Violation.unless(
                    entry.place == Place.WAITING,
                    "job " + entry.id + " was claimed by " + worker + " although it is " + entry.place + " at "
                            + entry.worker);
            Violation.unless(
                    job.lease().token() > entry.token,
                    "the token of job " + entry.id + " did not grow: " + entry.token);
            Violation.unless(entry.due <= time.now(), "job " + entry.id + " was claimed before it was due");
            Violation.unless(!minerIsBusy(entry), "two jobs of uid " + job.minerUid() + " would run at once");
            Violation.unless(!held(entry), "job " + entry.id + " was claimed although it is held");
            Violation.unless(job.payload().equals(entry.payload), "the payload of job " + entry.id + " changed");
            entry.token = job.lease().token();
            entry.outcomes.clear();
            entry.attempts++;
            entry.place = Place.RUNNING;
            entry.worker = worker;
            entry.leaseEnd = time.now() + lease.toMillis();
            running.add(entry);
            events.lease(entry.leaseEnd);
        }
        return jobs;
    }

    /** An operator holds work back for a while. */
    public void hold(HoldTarget target, long millis, String reason) {
        memory.hold(new Hold(target, Due.after(Duration.ofMillis(millis)), reason, "operator"))
                .await()
                .indefinitely();
        holds.put(target, time.now() + millis);
    }

    private boolean held(Known job) {
        holds.values().removeIf(end -> end <= time.now());
        NewJob created = job.created;
        return holds.keySet().stream()
                .anyMatch(target -> target.matches(created.type(), created.minerUid(), created.runId()));
    }

    private boolean minerIsBusy(Known job) {
        return job.created.minerUid() != null
                && ofSameMiner(job).anyMatch(other -> other.place == Place.RUNNING && other != job);
    }

    /** The unfinished jobs of the same miner in the same service. */
    private Stream<Known> ofSameMiner(Known job) {
        return index(unfinishedOfMiner, job.created.minerUid()).stream()
                .map(known::get)
                .filter(other ->
                        other.created.type().service() == job.created.type().service());
    }

    public Set<Lease> heartbeat(Collection<Lease> leases, Duration lease) {
        Set<Lease> held = queue.heartbeat(leases, lease).await().indefinitely();
        Set<Lease> should = new HashSet<>();
        for (Lease claimed : leases) {
            Known entry = entry(claimed.jobId());
            if (entry.heldBy(claimed.token())) {
                should.add(claimed);
                entry.leaseEnd = time.now() + lease.toMillis();
            }
        }
        Violation.unless(held.equals(should), "the leases of " + held + " were renewed instead of those of " + should);
        return held;
    }

    /** Whether the lease was held. The report itself is the store's to write. */
    boolean report(Lease lease, int firstN, int outcomes) {
        boolean held = queue.report(lease, Report.NOTHING, firstN).await().indefinitely();
        return checked(lease, held, firstN, outcomes);
    }

    boolean finish(Lease lease, End end, int firstN, int outcomes) {
        boolean held = queue.finish(lease, end, Report.NOTHING, firstN).await().indefinitely();
        if (!checked(lease, held, firstN, outcomes)) {
            return false;
        }
        Known entry = entry(lease.jobId());
        entry.attempts = 0;
        if (end.due() != null) {
            entry.due = due(end.due(), time.now());
        }
        if (end instanceof End.Deferred waits && waits.payload() != null) {
            entry.payload = waits.payload().copy();
        }
        settle(entry, end.status().finished());
        return true;
    }

    private boolean checked(Lease lease, boolean held, int firstN, int outcomes) {
        Known entry = entry(lease.jobId());
        Violation.unless(
                held == entry.heldBy(lease.token()),
                held
                        ? "a write with token " + lease.token() + " of job " + entry.id + " was accepted: the job is "
                                + entry.place + ", its token " + entry.token
                        : "a write of job " + entry.id + " was refused although its lease is held");
        if (!held) {
            refused++;
            return false;
        }
        for (int n = firstN; n < firstN + outcomes; n++) {
            Violation.unless(!entry.outcomes.get(n), "job " + entry.id + " has outcome " + n + " twice");
            entry.outcomes.set(n);
        }
        return true;
    }

    private void settle(Known entry, boolean end) {
        running.remove(entry);
        if (end) {
            Violation.unless(entry.place != Place.FINISHED, "job " + entry.id + " was finished twice");
            entry.place = Place.FINISHED;
            index(unfinishedOfRun, entry.created.runId()).remove(entry.id);
            index(unfinishedOfResponse, entry.created.responseId()).remove(entry.id);
            index(unfinishedOfMiner, entry.created.minerUid()).remove(entry.id);
            finished++;
        } else {
            entry.place = Place.WAITING;
            events.work(entry.created.type(), entry.due);
        }
        if (entry.created.minerUid() != null) {
            ofSameMiner(entry)
                    .filter(other -> other.place == Place.WAITING && other.due <= time.now())
                    .forEach(other -> events.room(other.created.type()));
        }
    }

    public int release(Collection<Lease> leases) {
        int released = queue.release(leases).await().indefinitely();
        int should = 0;
        for (Lease lease : leases) {
            Known entry = entry(lease.jobId());
            if (entry.heldBy(lease.token())) {
                should++;
                entry.attempts = Math.max(0, entry.attempts - 1);
                settle(entry, false);
            }
        }
        Violation.unless(released == should, released + " claims were released instead of " + should);
        return released;
    }

    /** @param lost is told every job that ended with its last lease */
    int reclaim(int limit, LongConsumer lost) {
        int reclaimed = queue.reclaimExpired(limit).await().indefinitely();
        List<Known> lapsed =
                running.stream().filter(entry -> entry.leaseEnd < time.now()).toList();
        Violation.unless(
                reclaimed == Math.min(limit, lapsed.size()),
                reclaimed + " leases were taken back, but " + lapsed.size() + " have lapsed");
        for (Known entry : lapsed) {
            boolean poison = entry.attempts >= MAX_ATTEMPTS;
            entry.token += poison ? 1 : 0;
            settle(entry, poison);
            if (poison) {
                lost.accept(entry.id);
            }
        }
        return reclaimed;
    }

    boolean cancel(long id, String reason) {
        boolean cancelled = queue.cancel(id, reason).await().indefinitely();
        Known entry = entry(id);
        Violation.unless(
                cancelled == (entry.place != Place.FINISHED),
                "job " + id + " is " + entry.place + ", cancel says " + cancelled);
        if (cancelled) {
            entry.token++;
            settle(entry, true);
        }
        return cancelled;
    }

    void wake(JobType type, int runId) {
        memory.makeDue(type, runId);
        for (long id : index(unfinishedOfRun, runId)) {
            Known entry = entry(id);
            if (entry.created.type() == type && entry.place == Place.WAITING && entry.due > time.now()) {
                entry.due = time.now();
                events.work(type, entry.due);
            }
        }
    }

    public Optional<Duration> untilNextDue(Collection<JobType> types) {
        return queue.untilNextDue(types).await().indefinitely();
    }

    /** The unfinished jobs of a response, in id order. */
    public Set<Long> ofResponse(int responseId) {
        return index(unfinishedOfResponse, responseId);
    }

    /** The unfinished jobs of a run, those of its responses included, in id order. */
    public Set<Long> ofRun(int runId) {
        return index(unfinishedOfRun, runId);
    }

    public Known entry(long id) {
        Known entry = known.get(id);
        Violation.unless(entry != null, "nobody has put job " + id + " into the queue");
        return entry;
    }

    public SortedMap<Long, Known> known() {
        return known;
    }

    /** The end of the lease that lapses first; empty if nothing runs. */
    public Optional<Long> nextLapse() {
        return running.stream().map(entry -> entry.leaseEnd).min(Long::compare);
    }

    public Set<Known> running() {
        return running;
    }

    public long finished() {
        return finished;
    }

    /** Writes that came too late and changed nothing. */
    public long refused() {
        return refused;
    }

    Instant dueAt(long id) {
        return time.instant(entry(id).due);
    }

    private long due(Due due, long now) {
        return switch (due) {
            case Due.Now() -> now;
            case Due.After(Duration delay) -> now + delay.toMillis();
            case Due.At(Instant at) -> time.millis(at);
        };
    }
}
