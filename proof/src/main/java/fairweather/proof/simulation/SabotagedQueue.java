package fairweather.proof.simulation;

import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Preview;
import fairweather.job.Report;
import fairweather.proof.simulation.world.Scenario.Sabotage;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A queue with one of its promises broken, to see that the simulation notices. */
final class SabotagedQueue implements JobQueue {
    private final Sabotage sabotage;
    private final JobQueue queue;
    private final Supplier<Duration> callerSkew;
    private final Map<Long, Lease> latest = new HashMap<>();

    private SabotagedQueue(Sabotage sabotage, JobQueue queue, Supplier<Duration> callerSkew) {
        this.sabotage = sabotage;
        this.queue = queue;
        this.callerSkew = callerSkew;
    }

    /** @param callerSkew how far the clock of whoever calls is ahead of the store's */
    static JobQueue of(Sabotage sabotage, JobQueue queue, Supplier<Duration> callerSkew) {
        return switch (sabotage) {
            case TOKEN_IGNORED, PROCESS_CLOCK -> new SabotagedQueue(sabotage, queue, callerSkew);
            case NONE, OUTCOME_DROPPED, NOTHING_UNDONE -> queue;
        };
    }

    private Lease token(Lease lease) {
        return sabotage == Sabotage.TOKEN_IGNORED ? latest.getOrDefault(lease.jobId(), lease) : lease;
    }

    private Duration lease(Duration lease) {
        return sabotage == Sabotage.PROCESS_CLOCK ? lease.plus(callerSkew.get()) : lease;
    }

    @Override
    public Uni<Optional<Long>> enqueue(NewJob job) {
        return queue.enqueue(job);
    }

    @Override
    public Uni<List<Optional<Long>>> enqueueAll(List<NewJob> jobs) {
        return queue.enqueueAll(jobs);
    }

    @Override
    public Uni<Preview> preview(Collection<JobType> types, int limit) {
        return queue.preview(types, limit);
    }

    @Override
    public Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease) {
        return queue.claim(type, limit, worker, lease(lease))
                .invoke(jobs -> jobs.forEach(job -> latest.put(job.lease().jobId(), job.lease())));
    }

    @Override
    public Uni<Set<Lease>> heartbeat(Collection<Lease> leases, Duration lease) {
        return queue.heartbeat(leases, lease(lease));
    }

    @Override
    public Uni<Boolean> report(Lease lease, Report report, int firstN) {
        return queue.report(token(lease), report, firstN);
    }

    @Override
    public Uni<Boolean> finish(Lease lease, End end, Report report, int firstN) {
        return queue.finish(token(lease), end, report, firstN);
    }

    @Override
    public Uni<Integer> release(Collection<Lease> leases) {
        return queue.release(leases);
    }

    @Override
    public Uni<Integer> reclaimExpired(int limit) {
        return queue.reclaimExpired(limit);
    }

    @Override
    public Uni<Boolean> cancel(long jobId, String reason) {
        return queue.cancel(jobId, reason);
    }

    @Override
    public Uni<Optional<Duration>> untilNextDue(Collection<JobType> types) {
        return queue.untilNextDue(types);
    }
}
