package fairweather.job;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Claims and runs the jobs of a process. It claims only types it can run and has a free slot and the memory for
 * ({@link Claims}), keeps the leases alive with one statement per beat ({@link Beats}), gives an attempt up at its lane's
 * hard limit ({@link Attempt}), and is woken by {@link #wake} or, at the latest, by its own polling ({@link Looks}).
 */
public final class WorkerPool implements AutoCloseable {
    /** How long a lease lasts without a beat. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** How often the leases are renewed. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** The longest time between two looks at the queue. */
    public static final Duration POLL = Duration.ofSeconds(5);

    /** How long the claim of one lane may hold up the others. */
    public static final Duration CLAIM = Duration.ofSeconds(5);

    /**
     * How long {@link #close()} lets running attempts end by themselves. Whoever stops a process kills it after five
     * seconds, and the claims of the others have to be given back before.
     */
    public static final Duration GRACE = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(WorkerPool.class);
    private static final Duration RELEASE_LIMIT = Duration.ofMillis(1500);

    /** The durations above, for tests that cannot wait so long. */
    record Timing(Duration lease, Duration heartbeat, Duration poll, Duration claim) {
        Timing(Duration lease, Duration heartbeat, Duration poll) {
            this(lease, heartbeat, poll, CLAIM);
        }
    }

    private final JobQueue queue;
    private final List<Lane> lanes;
    private final Timing timing;
    private final Attempts attempts;
    private final Claims claims;
    private final Beats beats;
    private final Looks looks;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("worker-timer").factory(), new ThreadPoolExecutor.DiscardPolicy());

    /** @param worker a name that no other start of any process has */
    public WorkerPool(JobQueue queue, RetryHistory history, String worker, Collection<Lane> lanes) {
        this(queue, history, worker, lanes, new Timing(LEASE, HEARTBEAT, POLL));
    }

    WorkerPool(JobQueue queue, RetryHistory history, String worker, Collection<Lane> lanes, Timing timing) {
        this.queue = queue;
        this.lanes = List.copyOf(lanes);
        this.timing = timing;
        timer.setRemoveOnCancelPolicy(true);
        attempts = new Attempts(queue, history, timing.lease(), this.lanes, timer, this::ended);
        claims = new Claims(queue, worker, timing, this.lanes, attempts, timer, this::ended);
        beats = new Beats(queue, attempts, timing.lease());
        looks = new Looks(queue, claims, timing.poll(), timer, woken(), this::signalIdle);
    }

    /** To measure memory may mean to wait for a collection, which nobody who wakes the pool expects. */
    private Executor woken() {
        return lanes.stream().anyMatch(lane -> lane.memory().counts()) ? timer : Runnable::run;
    }

    public void start() {
        long beat = timing.heartbeat().toMillis();
        timer.scheduleAtFixedRate(beats::beat, beat, beat, TimeUnit.MILLISECONDS);
        lanes.stream()
                .filter(lane -> lane.memory().counts())
                .map(lane -> lane.memory().budget())
                .distinct()
                .forEach(budget -> budget.whenGivenBack(this::wake));
        wake();
    }

    /** Looks at the queue now. Cheap; may be called from any thread. */
    public void wake() {
        looks.wake();
    }

    private void ended() {
        wake();
        signalIdle();
    }

    /** How many jobs run here now. */
    public int running() {
        return attempts.count();
    }

    /** How many attempts have had their work discarded because their lease was lost. */
    public long leasesLost() {
        return attempts.lost();
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
        claims.stop();
        looks.stop();
        awaitIdle(grace);
        timer.shutdownNow();
        release(attempts.leases());
        attempts.lose(attempts.leases());
    }

    private void release(Set<Lease> leases) {
        Uni.createFrom()
                .deferred(() -> queue.release(leases))
                .ifNoItem()
                .after(RELEASE_LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("cannot release %d claims: %s", leases.size(), failure))
                .onFailure()
                .recoverWithItem(0)
                .await()
                .indefinitely();
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
        return attempts.count() == 0 && !looks.areUnderWay() && !claims.areUnderWay();
    }

    private synchronized void signalIdle() {
        notifyAll();
    }
}
