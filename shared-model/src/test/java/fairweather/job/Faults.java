package fairweather.job;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A queue that breaks when told to: claims of one type fail for a while, or answer late. All claims, and
 * all questions for the next look, are counted.
 */
final class Faults implements JobQueue {
    private final JobQueue queue;
    private final JobType broken;
    final AtomicInteger failuresLeft;
    final AtomicInteger claims = new AtomicInteger();
    final AtomicInteger questions = new AtomicInteger();

    /** When claims of the broken type answer; what they do is done before. */
    CompletableFuture<Void> answers = CompletableFuture.completedFuture(null);

    Faults(JobQueue queue, JobType broken, int failures) {
        this.queue = queue;
        this.broken = broken;
        failuresLeft = new AtomicInteger(failures);
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
    public Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease) {
        claims.incrementAndGet();
        if (type == broken && failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Uni.createFrom().failure(new IllegalStateException("the connection was reset"));
        }
        Uni<List<Job>> claim = queue.claim(type, limit, worker, lease);
        return type == broken ? claim.call(jobs -> Uni.createFrom().completionStage(answers::copy)) : claim;
    }

    @Override
    public Uni<Set<Lease>> heartbeat(Collection<Lease> leases, Duration lease) {
        return queue.heartbeat(leases, lease);
    }

    @Override
    public Uni<Boolean> report(Lease lease, Report report, int firstN) {
        return queue.report(lease, report, firstN);
    }

    @Override
    public Uni<Boolean> finish(Lease lease, End end, Report report, int firstN) {
        return queue.finish(lease, end, report, firstN);
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
        questions.incrementAndGet();
        return queue.untilNextDue(types);
    }

    @Override
    public Uni<Preview> preview(Collection<JobType> types, int limit) {
        return queue.preview(types, limit);
    }
}
