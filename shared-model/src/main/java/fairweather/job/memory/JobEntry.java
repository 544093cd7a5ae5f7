package fairweather.job.memory;

import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobStatus;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Preview;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/** The one mutable copy of a job; its queue guards it. */
final class JobEntry {
    private static final Duration PREFERENCE = Duration.ofMinutes(10);

    final long id;
    final NewJob created;
    JobStatus status = JobStatus.PENDING;
    JsonObject payload;
    Instant dueAt;
    long token;
    int attempts;
    String claimedBy;
    Instant leaseExpiresAt;

    /** The numbers of the outcomes that the current lease has written. */
    private final BitSet told = new BitSet();

    /** What it was before the current claim. */
    private JobStatus waited = JobStatus.PENDING;

    private int deferrals;
    private JsonObject result;
    private Failure lastFailure;
    private Instant completedAt;

    JobEntry(long id, NewJob created, Instant now) {
        this.id = id;
        this.created = created;
        payload = created.payload().copy();
        dueAt = instant(created.due(), now);
    }

    static Instant instant(Due due, Instant now) {
        return switch (due) {
            case Due.Now() -> now;
            case Due.After(Duration delay) -> now.plus(delay);
            case Due.At(Instant instant) -> instant;
        };
    }

    /** Due time with ten minutes' credit per priority point and ten minutes' preference for a due retry. */
    Instant sortAt() {
        int credit = created.priority() + (status == JobStatus.RETRY_SCHEDULED ? 1 : 0);
        return dueAt.minus(PREFERENCE.multipliedBy(credit));
    }

    boolean heldBy(Lease lease) {
        return status == JobStatus.IN_PROGRESS && token == lease.token();
    }

    void claim(String worker, Instant leaseEnd) {
        waited = status;
        status = JobStatus.IN_PROGRESS;
        attempts++;
        token++;
        told.clear();
        claimedBy = worker;
        leaseExpiresAt = leaseEnd;
    }

    /** What the holder of the current lease is given. */
    Job claimed() {
        return new Job(
                new Lease(id, token),
                created.type(),
                created.priority(),
                payload.copy(),
                attempts,
                deferrals,
                created.runId(),
                created.responseId(),
                created.minerUid(),
                created.traceContext());
    }

    void end(End end, Instant due, Instant now) {
        settle(end.status(), now);
        attempts = 0;
        dueAt = due;
        if (end.envelope() != null) {
            result = end.envelope();
        }
        if (end.trouble() != null) {
            lastFailure = end.trouble();
        }
        if (end instanceof End.Deferred waits) {
            deferrals++;
            payload = waits.payload() == null ? payload : waits.payload().copy();
        }
    }

    void release() {
        status = waited;
        attempts = Math.max(0, attempts - 1);
        leaseExpiresAt = null;
    }

    /** The lease has lapsed; {@code poison} ends the job. */
    void lapse(boolean poison, Failure failure, Instant now) {
        settle(poison ? JobStatus.FAILED : JobStatus.RETRY_SCHEDULED, now);
        token += poison ? 1 : 0;
        lastFailure = failure;
    }

    void cancel(String reason, Instant now) {
        settle(JobStatus.CANCELLED, now);
        token++;
        result = new End.Cancelled(reason).envelope();
    }

    private void settle(JobStatus next, Instant now) {
        status = next;
        leaseExpiresAt = null;
        completedAt = next.finished() ? now : null;
    }

    /** Marks the outcome with this number as written by the current lease. */
    void tell(int n) {
        told.set(n);
    }

    boolean hasTold(int n) {
        return told.get(n);
    }

    Preview.Waiting waiting() {
        return new Preview.Waiting(id, created.type(), created.runId(), created.minerUid(), dueAt);
    }

    StoredJob snapshot() {
        return new StoredJob(
                id,
                created.type(),
                created.priority(),
                status,
                payload,
                result,
                attempts,
                deferrals,
                dueAt,
                token,
                leaseExpiresAt,
                claimedBy,
                created.singletonKey(),
                created.runId(),
                created.responseId(),
                created.minerUid(),
                lastFailure,
                completedAt);
    }
}
