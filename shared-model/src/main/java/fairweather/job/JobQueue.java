package fairweather.job;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The queue. It promises that an accepted job is finished exactly once in the store although it may be attempted more
 * than once: a claim takes a lease with a token that only grows, every later write repeats the token, and a write whose
 * token is no longer the job's changes nothing. A retry or a wait is the same row at a later time. All adapters pass
 * the same contract tests.
 */
public interface JobQueue {
    /** The id, or empty if an unfinished job has the singleton key. */
    Uni<Optional<Long>> enqueue(NewJob job);

    /**
     * Enqueues all in one statement. The ids in the order of the jobs, empty for one whose singleton key an unfinished
     * job or an earlier one of the list has.
     */
    Uni<List<Optional<Long>>> enqueueAll(List<NewJob> jobs);

    /**
     * Due jobs of a type, in claim order, leased to the worker: of the first {@code limit} that no {@link Obstacle}
     * keeps back, the first of each miner and as many of each host as its limit has room for. Not empty as long as there
     * is anything to claim.
     */
    Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease);

    /** Extends the leases still held and returns them; one that is missing is lost. */
    Uni<Set<Lease>> heartbeat(Collection<Lease> leases, Duration lease);

    /** Writes in mid-task; {@code firstN} numbers the outcomes. False, and nothing written, if the lease is lost. */
    Uni<Boolean> report(Lease lease, Report report, int firstN);

    /** Ends the attempt. False, and nothing written, if the lease is lost. */
    Uni<Boolean> finish(Lease lease, End end, Report report, int firstN);

    /** Gives claims back unharmed, as if they had not been made (graceful stop): a retry is a retry again. */
    Uni<Integer> release(Collection<Lease> leases);

    /**
     * Returns jobs with an expired lease to the queue; a job that crashed {@code max_attempts} times in a row ends
     * failed with an outcome instead.
     */
    Uni<Integer> reclaimExpired(int limit);

    /** Ends an unfinished job as cancelled and raises its token. False if it is finished already. */
    Uni<Boolean> cancel(long jobId, String reason);

    /**
     * How long until it is worth looking again: zero if a job of these types can be claimed now, else until the next one
     * is due, a hold of theirs ends, or a host's pace allows the next conversation, whichever is first. A job that waits
     * for another to end counts for nothing. Empty if none of this is in sight.
     */
    Uni<Optional<Duration>> untilNextDue(Collection<JobType> types);

    /** What claims with this limit would get now, and up to as many due jobs per type that they would not; no effects. */
    Uni<Preview> preview(Collection<JobType> types, int limit);
}
