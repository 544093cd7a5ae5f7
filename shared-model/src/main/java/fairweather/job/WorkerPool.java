package fairweather.job;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Claims and runs the jobs of a process. It claims only types it can run and has a free slot for, keeps the leases
 * alive with one statement per beat, gives an attempt up at its lane's hard limit, and is woken by {@link #wake} or, at
 * the latest, by its own polling.
 */
public final class WorkerPool implements AutoCloseable {
    /** How long a lease lasts without a beat. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** How often the leases are renewed. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** The longest time between two looks at the queue. */
    public static final Duration POLL = Duration.ofSeconds(5);

    /** How long {@link #close()} lets running attempts end by themselves. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(WorkerPool.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(5);

    /** The durations above, for tests that cannot wait so long. */
    record Timing(Duration lease, Duration heartbeat, Duration poll) {}

    private enum Found {
        NOTHING,
        JOBS,
        TROUBLE
    }

    private final JobQueue queue;
    private final RetryHistory history;
    private final String worker;
    private final Timing timing;
    private final Map<JobType, Lane> lanes = new EnumMap<>(JobType.class);
    private final Map<JobType, AtomicInteger> busy = new EnumMap<>(JobType.class);
    private final Map<Lease, Attempt> running = new ConcurrentHashMap<>();
    private final LongAdder lost = new LongAdder();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("worker-timer").factory(), new ThreadPoolExecutor.DiscardPolicy());
    /** Looks asked for and not yet answered; whoever raises it from 0 looks. */
    private final AtomicInteger asked = new AtomicInteger();

    private volatile boolean stopping;
    private ScheduledFuture<?> nextLook;

    /** @param worker a name that no other start of any process has */
    public WorkerPool(JobQueue queue, RetryHistory history, String worker, Collection<Lane> lanes) {
        this(queue, history, worker, lanes, new Timing(LEASE, HEARTBEAT, POLL));
    }

    WorkerPool(JobQueue queue, RetryHistory history, String worker, Collection<Lane> lanes, Timing timing) {
        this.queue = queue;
        this.history = history;
        this.worker = worker;
        this.timing = timing;
        for (Lane lane : lanes) {
            this.lanes.put(lane.type(), lane);
            busy.put(lane.type(), new AtomicInteger());
        }
    }

    public void start() {
        long beat = timing.heartbeat().toMillis();
        timer.scheduleAtFixedRate(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        wake();
    }

    /** Looks at the queue now. Cheap; may be called from any thread. */
    public void wake() {
        if (!stopping && asked.getAndIncrement() == 0) {
            timer.execute(this::look);
        }
    }

    private void look() {
        int answered = asked.get();
        claimAll().subscribe().with(found -> looked(answered, found));
    }

    private void looked(int answered, Found found) {
        boolean askedMeanwhile = asked.addAndGet(-answered) > 0;
        if (stopping) {
            asked.set(0);
            signalIdle();
        } else if (askedMeanwhile) {
            timer.execute(this::look);
        } else {
            switch (found) {
                case JOBS -> wake();
                case TROUBLE -> lookAfter(AFTER_TROUBLE);
                case NOTHING -> planNextLook();
            }
        }
    }

    private Uni<Found> claimAll() {
        List<Uni<Found>> claims =
                lanes.values().stream().filter(this::open).map(this::claim).toList();
        if (claims.isEmpty() || stopping) {
            return Uni.createFrom().item(Found.NOTHING);
        }
        return Uni.join()
                .all(claims)
                .andCollectFailures()
                .map(found -> found.contains(Found.TROUBLE)
                        ? Found.TROUBLE
                        : found.contains(Found.JOBS) ? Found.JOBS : Found.NOTHING);
    }

    /** Never fails: a lane's trouble must not cost another lane the jobs it has just claimed. */
    private Uni<Found> claim(Lane lane) {
        return Uni.createFrom()
                .deferred(() -> queue.claim(lane.type(), free(lane), worker, timing.lease()))
                .flatMap(jobs -> take(lane, jobs))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("job_type=%s: cannot claim: %s", lane.type().word(), failure);
                    return Found.TROUBLE;
                });
    }

    private Uni<Found> take(Lane lane, List<Job> jobs) {
        if (stopping && !jobs.isEmpty()) {
            List<Lease> leases = jobs.stream().map(Job::lease).toList();
            return queue.release(leases).replaceWith(Found.NOTHING);
        }
        jobs.forEach(job -> run(lane, job));
        return Uni.createFrom().item(jobs.isEmpty() ? Found.NOTHING : Found.JOBS);
    }

    private boolean open(Lane lane) {
        return free(lane) > 0;
    }

    private int free(Lane lane) {
        return lane.slots() - busy.get(lane.type()).get();
    }

    private void run(Lane lane, Job job) {
        busy.get(job.type()).incrementAndGet();
        Attempt attempt = new Attempt(queue, history, job, lane, timing.lease(), lost::increment);
        running.put(job.lease(), attempt);
        attempt.run().subscribe().with(done -> ended(job), failure -> {
            LOG.errorf(
                    failure,
                    "job_id=%d: could not be ended; its lease will lapse",
                    job.lease().jobId());
            ended(job);
        });
    }

    private void ended(Job job) {
        running.remove(job.lease());
        busy.get(job.type()).decrementAndGet();
        wake();
        signalIdle();
    }

    private void planNextLook() {
        Set<JobType> open =
                lanes.values().stream().filter(this::open).map(Lane::type).collect(Collectors.toSet());
        if (open.isEmpty()) {
            return;
        }
        Uni.createFrom()
                .deferred(() -> queue.untilNextDue(open))
                .subscribe()
                .with(
                        next -> lookAfter(next.filter(wait -> wait.compareTo(timing.poll()) < 0)
                                .orElse(timing.poll())),
                        failure -> lookAfter(timing.poll()));
    }

    private synchronized void lookAfter(Duration wait) {
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        long millis = Math.max(SHORTEST_WAIT.toMillis(), wait.toMillis());
        nextLook = timer.schedule(this::wake, millis, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        if (running.isEmpty()) {
            return;
        }
        Set<Lease> leases = Set.copyOf(running.keySet());
        Uni.createFrom()
                .deferred(() -> queue.heartbeat(leases, timing.lease()))
                .subscribe()
                .with(
                        held -> lose(leases, held),
                        failure -> LOG.warnf("cannot renew %d leases: %s", leases.size(), failure));
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

    /** How many attempts have had their work discarded because their lease was lost. */
    public long leasesLost() {
        return lost.sum();
    }

    /** {@link #close(Duration)} with {@link #GRACE}. */
    @Override
    public void close() {
        close(GRACE);
    }

    /**
     * Stops claiming, lets the running attempts end for as long as the grace lasts, their leases kept alive, and gives
     * the claims of the others back as if they had not been made: whoever claims them next starts anew, and what the
     * abandoned attempts still write is refused.
     */
    public void close(Duration grace) {
        stopping = true;
        awaitIdle(grace);
        timer.shutdownNow();
        Set<Lease> leases = Set.copyOf(running.keySet());
        Uni.createFrom()
                .deferred(() -> queue.release(leases))
                .onFailure()
                .invoke(failure -> LOG.warnf("cannot release %d claims: %s", leases.size(), failure))
                .onFailure()
                .recoverWithItem(0)
                .await()
                .atMost(RELEASE_LIMIT);
        running.values().forEach(Attempt::lose);
    }

    private synchronized void awaitIdle(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toNanos(); left > 0 && !idle(); left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean idle() {
        return running.isEmpty() && asked.get() == 0;
    }

    private synchronized void signalIdle() {
        notifyAll();
    }
}
