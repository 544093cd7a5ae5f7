package fairweather.job;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Claims and runs the jobs of a process. It claims only types it can run and has a free slot for, keeps the leases
 * alive with one statement per beat, gives an attempt up at its type's hard limit, and is woken by {@link #wake} or, at
 * the latest, by its own polling.
 */
public final class WorkerPool implements AutoCloseable {
    /** How long a lease lasts without a beat. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** How often the leases are renewed. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** The longest time between two looks at the queue. */
    public static final Duration POLL = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(WorkerPool.class);

    private final JobQueue queue;
    private final RetryHistory history;
    private final String worker;
    private final Map<JobType, Lane> lanes = new EnumMap<>(JobType.class);
    private final Map<JobType, AtomicInteger> busy = new EnumMap<>(JobType.class);
    private final Map<Lease, Attempt> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("worker-timer").factory());
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile ScheduledFuture<?> nextLook;

    /** @param worker a name that no other start of any process has */
    public WorkerPool(JobQueue queue, RetryHistory history, String worker, Collection<Lane> lanes) {
        this.queue = queue;
        this.history = history;
        this.worker = worker;
        for (Lane lane : lanes) {
            this.lanes.put(lane.type(), lane);
            busy.put(lane.type(), new AtomicInteger());
        }
    }

    public void start() {
        timer.scheduleAtFixedRate(
                this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        wake();
    }

    /** Looks at the queue now. Cheap; may be called from any thread. */
    public void wake() {
        if (stopping) {
            return;
        }
        if (!draining.compareAndSet(false, true)) {
            again.set(true);
            return;
        }
        claimAll().subscribe().with(this::drained, failure -> {
            LOG.warnf("cannot claim: %s", failure.toString());
            drained(false);
        });
    }

    private void drained(boolean claimedAny) {
        draining.set(false);
        if (again.getAndSet(false) || claimedAny) {
            wake();
        } else {
            planNextLook();
        }
    }

    private Uni<Boolean> claimAll() {
        List<Uni<Boolean>> claims = lanes.values().stream()
                .filter(lane -> free(lane) > 0)
                .map(this::claim)
                .toList();
        if (claims.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return Uni.join().all(claims).andFailFast().map(any -> any.contains(true));
    }

    private Uni<Boolean> claim(Lane lane) {
        return queue.claim(lane.type(), free(lane), worker, LEASE).map(jobs -> {
            jobs.forEach(job -> run(lane, job));
            return !jobs.isEmpty();
        });
    }

    private int free(Lane lane) {
        return lane.slots() - busy.get(lane.type()).get();
    }

    private void run(Lane lane, Job job) {
        busy.get(job.type()).incrementAndGet();
        Attempt attempt = new Attempt(queue, history, job);
        running.put(job.lease(), attempt);
        attempt.run(lane).subscribe().with(done -> ended(job), failure -> {
            LOG.errorf(failure, "job %d (%s) could not be ended; its lease will lapse", job.lease().jobId(), job.type());
            ended(job);
        });
    }

    private void ended(Job job) {
        running.remove(job.lease());
        busy.get(job.type()).decrementAndGet();
        wake();
    }

    private void planNextLook() {
        Set<JobType> open = new HashSet<>();
        lanes.values().stream().filter(lane -> free(lane) > 0).forEach(lane -> open.add(lane.type()));
        if (open.isEmpty()) {
            return;
        }
        queue.untilNextDue(open)
                .subscribe()
                .with(
                        next -> lookAfter(next.filter(wait -> wait.compareTo(POLL) < 0).orElse(POLL)),
                        failure -> lookAfter(POLL));
    }

    private synchronized void lookAfter(Duration wait) {
        if (stopping) {
            return;
        }
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        nextLook = timer.schedule(this::wake, Math.max(10, wait.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        if (running.isEmpty()) {
            return;
        }
        Set<Lease> leases = Set.copyOf(running.keySet());
        queue.heartbeat(leases, LEASE).subscribe().with(held -> lose(leases, held), failure -> {
            LOG.warnf("cannot renew %d leases: %s", leases.size(), failure.toString());
        });
    }

    private void lose(Set<Lease> leases, Set<Long> held) {
        for (Lease lease : leases) {
            Attempt attempt = running.get(lease);
            if (!held.contains(lease.jobId()) && attempt != null) {
                attempt.lose();
            }
        }
    }

    /** How many jobs run here now. */
    public int running() {
        return running.size();
    }

    /** Stops claiming and gives the claims back; an attempt that is still running then finds its lease lost. */
    @Override
    public void close() {
        stopping = true;
        timer.shutdownNow();
        queue.release(Set.copyOf(running.keySet()))
                .onFailure()
                .invoke(failure -> LOG.warnf("cannot release the claims: %s", failure.toString()))
                .onFailure()
                .recoverWithItem(0)
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
