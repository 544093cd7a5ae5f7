package fairweather.job;

import fairweather.memory.Permit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Claims for the lanes of a pool what they have free slots and memory for, and begins it. A claim that takes long is not
 * waited for: the other lanes go on, and what it gets in the end begins then.
 *
 * <p>Lanes that need memory claim one after another, so that permits taken for jobs that are not there are never missed
 * by another lane, and in turn, see {@link MemoryTurns}.
 */
final class Claims {
    private static final Logger LOG = Logger.getLogger(WorkerPool.class);

    enum Found {
        NOTHING,
        JOBS,
        TROUBLE
    }

    private final JobQueue queue;
    private final String worker;
    private final WorkerPool.Timing timing;
    private final Attempts attempts;
    private final ScheduledExecutorService timer;
    private final Runnable onLate;
    private final Map<JobType, Lane> lanes = new EnumMap<>(JobType.class);
    private final Set<JobType> underWay = ConcurrentHashMap.newKeySet();
    private final MemoryTurns turns = new MemoryTurns();
    private volatile boolean stopped;

    /** @param onLate is run when a claim has ended for which nobody has waited */
    Claims(
            JobQueue queue,
            String worker,
            WorkerPool.Timing timing,
            List<Lane> lanes,
            Attempts attempts,
            ScheduledExecutorService timer,
            Runnable onLate) {
        this.queue = queue;
        this.worker = worker;
        this.timing = timing;
        this.attempts = attempts;
        this.timer = timer;
        this.onLate = onLate;
        lanes.forEach(lane -> this.lanes.put(lane.type(), lane));
    }

    /** Claims no more; what a claim under way still gets is given back. */
    void stop() {
        stopped = true;
    }

    boolean areUnderWay() {
        return !underWay.isEmpty();
    }

    /** One claim of each open lane. */
    Uni<Found> all() {
        List<Lane> open = lanes.values().stream().filter(this::open).toList();
        if (open.isEmpty() || stopped) {
            return Uni.createFrom().item(Found.NOTHING);
        }
        Map<Boolean, List<Lane>> needy = open.stream()
                .collect(Collectors.partitioningBy(lane -> lane.memory().counts()));
        List<Uni<Found>> claims = new ArrayList<>();
        needy.get(false).stream().map(this::claimOrGoOn).forEach(claims::add);
        if (!needy.get(true).isEmpty()) {
            claims.add(oneByOne(turns.inOrder(needy.get(true))));
        }
        return Uni.join().all(claims).andCollectFailures().map(Claims::together);
    }

    private Uni<Found> oneByOne(List<Lane> open) {
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(this::claimOrGoOn)
                .collect()
                .asList()
                .map(Claims::together);
    }

    private static Found together(List<Found> found) {
        return found.contains(Found.TROUBLE) ? Found.TROUBLE : found.contains(Found.JOBS) ? Found.JOBS : Found.NOTHING;
    }

    /** The claim goes on when it is no longer waited for: jobs that it gets must not lie about until their lease lapses. */
    private Uni<Found> claimOrGoOn(Lane lane) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Found> claim = claim(lane).subscribeAsCompletionStage();
            return Uni.createFrom()
                    .completionStage(claim::copy)
                    .ifNoItem()
                    .after(timing.claim())
                    .on(timer)
                    .recoverWithUni(() -> {
                        LOG.warnf(
                                "job_type=%s: a claim takes longer than %s; the other lanes go on",
                                lane.type().word(), timing.claim());
                        claim.thenRun(onLate);
                        return Uni.createFrom().item(Found.NOTHING);
                    });
        });
    }

    /** Never fails: a lane's trouble must not cost another lane the jobs it has just claimed. */
    private Uni<Found> claim(Lane lane) {
        underWay.add(lane.type());
        return Uni.createFrom()
                .deferred(() -> {
                    List<Permit> permits = turns.is(lane) ? lane.memory().take(attempts.free(lane)) : List.of();
                    return permits.isEmpty() ? refused(lane) : claim(lane, permits);
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("job_type=%s: cannot claim: %s", lane.type().word(), failure);
                    return Found.TROUBLE;
                })
                .onTermination()
                .invoke(() -> underWay.remove(lane.type()));
    }

    /** No more jobs than permits; those for which there is no job are given back. */
    private Uni<Found> claim(Lane lane, List<Permit> permits) {
        turns.served(lane);
        return Uni.createFrom()
                .deferred(() -> queue.claim(lane.type(), permits.size(), worker, timing.lease()))
                .onFailure()
                .invoke(() -> permits.forEach(Permit::undo))
                .flatMap(jobs -> stopped ? giveBack(jobs, permits) : begin(lane, jobs, permits));
    }

    private Uni<Found> giveBack(List<Job> jobs, List<Permit> permits) {
        permits.forEach(Permit::undo);
        List<Lease> leases = jobs.stream().map(Job::lease).toList();
        return leases.isEmpty()
                ? Uni.createFrom().item(Found.NOTHING)
                : queue.release(leases).replaceWith(Found.NOTHING);
    }

    private Uni<Found> begin(Lane lane, List<Job> jobs, List<Permit> permits) {
        permits.subList(jobs.size(), permits.size()).forEach(Permit::undo);
        for (int i = 0; i < jobs.size(); i++) {
            attempts.begin(lane, jobs.get(i), permits.get(i));
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

    /** False if a look would claim nothing, whatever is due. */
    boolean anyOpen() {
        return lanes.values().stream().anyMatch(this::open);
    }

    private boolean open(Lane lane) {
        return attempts.free(lane) > 0 && !underWay.contains(lane.type());
    }

    /** The types of which a job that is due could begin at once. */
    Set<JobType> ready() {
        return lanes.values().stream()
                .filter(lane -> open(lane) && turns.is(lane) && lane.memory().fits())
                .map(Lane::type)
                .collect(Collectors.toSet());
    }
}
