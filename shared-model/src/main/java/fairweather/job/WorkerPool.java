package fairweather.job;

import fairweather.memory.Permit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
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
 * Claims and runs the jobs of a process. It claims only types it can run and has a free slot and the memory for, keeps
 * the leases alive with one statement per beat, gives an attempt up at its lane's hard limit, and is woken by
 * {@link #wake} or, at the latest, by its own polling.
 *
 * <p>Lanes that need memory claim one after another, so that permits taken for jobs that are not there are never missed
 * by another lane, and in turn, see {@link MemoryTurns}.
 */
public final class WorkerPool implements AutoCloseable {
    /** How long a lease lasts without a beat. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** How often the leases are renewed. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** The longest time between two looks at the queue. */
    public static final Duration POLL = Duration.ofSeconds(5);

    /**
     * How long {@link #close()} lets running attempts end by themselves. Whoever stops a process kills it after five
     * seconds, and the claims of the others have to be given back before.
     */
    public static final Duration GRACE = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(WorkerPool.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);
    private static final Duration RELEASE_LIMIT = Duration.ofMillis(1500);

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

    private final MemoryTurns turns = new MemoryTurns();
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
        lanes.values().stream()
                .filter(lane -> lane.memory().counts())
                .map(lane -> lane.memory().budget())
                .distinct()
                .forEach(budget -> budget.whenGivenBack(this::wake));
        wake();
    }

    /** Looks at the queue now. Cheap; may be called from any thread. */
    public void wake() {
        if (!stopping && asked.getAndIncrement() == 0) {
            timer.execute(this::look);
        }
    }

    /** Whatever is thrown here would end all looking. */
    private void look() {
        int answered = asked.get();
        Uni.createFrom()
                .deferred(this::claimAll)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "cannot look for jobs");
                    return Found.TROUBLE;
                })
                .subscribe()
                .with(found -> looked(answered, found));
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
        List<Lane> open = lanes.values().stream().filter(this::open).toList();
        if (open.isEmpty() || stopping) {
            return Uni.createFrom().item(Found.NOTHING);
        }
        Map<Boolean, List<Lane>> needy = open.stream()
                .collect(Collectors.partitioningBy(lane -> lane.memory().counts()));
        List<Uni<Found>> claims = new ArrayList<>();
        needy.get(false).stream().map(this::claim).forEach(claims::add);
        claims.add(oneByOne(turns.inOrder(needy.get(true))));
        return Uni.join().all(claims).andCollectFailures().map(WorkerPool::together);
    }

    private Uni<Found> oneByOne(List<Lane> open) {
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(this::claim)
                .collect()
                .asList()
                .map(WorkerPool::together);
    }

    private static Found together(List<Found> found) {
        return found.contains(Found.TROUBLE) ? Found.TROUBLE : found.contains(Found.JOBS) ? Found.JOBS : Found.NOTHING;
    }

    /** Never fails: a lane's trouble must not cost another lane the jobs it has just claimed. */
    private Uni<Found> claim(Lane lane) {
        return Uni.createFrom()
                .deferred(() -> {
                    List<Permit> permits = turns.is(lane) ? lane.memory().take(free(lane)) : List.of();
                    return permits.isEmpty() ? refused(lane) : claim(lane, permits);
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("job_type=%s: cannot claim: %s", lane.type().word(), failure);
                    return Found.TROUBLE;
                });
    }

    /** No more jobs than permits; those for which there is no job are given back. */
    private Uni<Found> claim(Lane lane, List<Permit> permits) {
        turns.served(lane);
        return Uni.createFrom()
                .deferred(() -> queue.claim(lane.type(), permits.size(), worker, timing.lease()))
                .onFailure()
                .invoke(() -> permits.forEach(Permit::undo))
                .flatMap(jobs -> stopping ? giveBack(jobs, permits) : take(lane, jobs, permits));
    }

    private Uni<Found> giveBack(List<Job> jobs, List<Permit> permits) {
        permits.forEach(Permit::undo);
        List<Lease> leases = jobs.stream().map(Job::lease).toList();
        return leases.isEmpty()
                ? Uni.createFrom().item(Found.NOTHING)
                : queue.release(leases).replaceWith(Found.NOTHING);
    }

    private Uni<Found> take(Lane lane, List<Job> jobs, List<Permit> permits) {
        permits.subList(jobs.size(), permits.size()).forEach(Permit::undo);
        for (int i = 0; i < jobs.size(); i++) {
            run(lane, jobs.get(i), permits.get(i));
        }
        return Uni.createFrom().item(jobs.isEmpty() ? Found.NOTHING : Found.JOBS);
    }

    /** There is no memory for it now. It is next if a job of it is due. */
    private Uni<Found> refused(Lane lane) {
        boolean waits = turns.is(lane) && turns.possible(lane);
        turns.served(lane);
        if (!waits) {
            return Uni.createFrom().item(Found.NOTHING);
        }
        return queue.untilNextDue(Set.of(lane.type()))
                .invoke(wait -> wait.filter(Duration::isZero).ifPresent(due -> turns.next(lane)))
                .replaceWith(Found.NOTHING);
    }

    private boolean open(Lane lane) {
        return free(lane) > 0;
    }

    /** True if a job that is due could begin at once. */
    private boolean ready(Lane lane) {
        return open(lane) && turns.is(lane) && lane.memory().fits();
    }

    private int free(Lane lane) {
        return lane.slots() - busy.get(lane.type()).get();
    }

    private void run(Lane lane, Job job, Permit permit) {
        busy.get(job.type()).incrementAndGet();
        Attempt attempt = new Attempt(queue, history, job, lane, permit, timing.lease(), lost::increment);
        running.put(job.lease(), attempt);
        attempt.run().subscribe().with(done -> ended(job, permit), failure -> {
            LOG.errorf(
                    failure,
                    "job_id=%d: could not be ended; its lease will lapse",
                    job.lease().jobId());
            ended(job, permit);
        });
    }

    private void ended(Job job, Permit permit) {
        running.remove(job.lease());
        busy.get(job.type()).decrementAndGet();
        permit.close();
        wake();
        signalIdle();
    }

    private void planNextLook() {
        Set<JobType> ready =
                lanes.values().stream().filter(this::ready).map(Lane::type).collect(Collectors.toSet());
        if (ready.isEmpty()) {
            lookAfter(timing.poll());
            return;
        }
        Uni.createFrom()
                .deferred(() -> queue.untilNextDue(ready))
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
        Uni.createFrom()
                .deferred(this::renew)
                .subscribe()
                .with(renewed -> {}, failure -> LOG.warnf("cannot renew the leases: %s", failure));
    }

    private Uni<Void> renew() {
        Set<Lease> leases = Set.copyOf(running.keySet());
        return queue.heartbeat(leases, timing.lease())
                .invoke(held -> lose(leases, held))
                .replaceWithVoid();
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
                .ifNoItem()
                .after(RELEASE_LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("cannot release %d claims: %s", leases.size(), failure))
                .onFailure()
                .recoverWithItem(0)
                .await()
                .indefinitely();
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
