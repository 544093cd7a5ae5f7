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

    /** Up to {@code limit} due jobs of a type, in claim order, leased to the worker. */
    Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease);

    /** Extends the leases still held and returns their jobs' ids; a job that is missing is lost. */
    Uni<Set<Long>> heartbeat(Collection<Lease> leases, Duration lease);

    /** Writes in mid-task; {@code firstN} numbers the outcomes. False, and nothing written, if the lease is lost. */
    Uni<Boolean> report(Lease lease, Report report, int firstN);

    /** Ends the attempt. False, and nothing written, if the lease is lost. */
    Uni<Boolean> finish(Lease lease, End end, Report report, int firstN);

    /** Gives claims back unharmed, as if they had not been made (graceful stop). */
    Uni<Integer> release(Collection<Lease> leases);

    /**
     * Returns jobs with an expired lease to the queue; a job that crashed {@code max_attempts} times in a row ends
     * failed with an outcome instead.
     */
    Uni<Integer> reclaimExpired(int limit);

    /** Ends an unfinished job as cancelled and raises its token. False if it is finished already. */
    Uni<Boolean> cancel(long jobId, String reason);

    /** How long until the next job of these types is due; empty if none waits. Zero if one is due now. */
    Uni<Optional<Duration>> untilNextDue(Collection<JobType> types);
}
