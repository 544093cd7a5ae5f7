package fairweather.job.stateful;

import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobStatus;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Preview;
import fairweather.job.memory.StoredJob;
import fairweather.job.memory.StoredOutcome;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** A job of the model. */
final class ModelJob {
    final long id;
    final NewJob given;
    JobStatus status = JobStatus.PENDING;
    JobStatus waited = JobStatus.PENDING;
    Instant dueAt;
    int attempts;
    long token;
    String worker;
    Instant leaseEnd;
    Failure failure;
    JsonObject result;

    private JsonObject payload;
    private int deferrals;
    private Instant completedAt;

    ModelJob(long id, NewJob given, Instant dueAt) {
        this.id = id;
        this.given = given;
        this.dueAt = dueAt;
        payload = given.payload();
    }

    Instant sortAt() {
        int points = given.priority() + (status == JobStatus.RETRY_SCHEDULED ? 1 : 0);
        return dueAt.minus(Duration.ofMinutes(10L * points));
    }

    void leave(JobStatus next, Instant now) {
        status = next;
        leaseEnd = null;
        completedAt = next.finished() ? now : null;
    }

    void end(End end, Instant due, Instant now) {
        leave(end.status(), now);
        attempts = 0;
        dueAt = due;
        result = end.envelope() == null ? result : end.envelope();
        failure = end.trouble() == null ? failure : end.trouble();
        if (end instanceof End.Deferred waits) {
            deferrals++;
            payload = waits.payload() == null ? payload : waits.payload();
        }
    }

    Job claimed() {
        return new Job(
                new Lease(id, token),
                given.type(),
                given.priority(),
                payload,
                attempts,
                deferrals,
                given.runId(),
                given.responseId(),
                given.minerUid(),
                given.traceContext());
    }

    Preview.Waiting waiting() {
        return new Preview.Waiting(id, given.type(), given.runId(), given.minerUid(), dueAt);
    }

    StoredOutcome outcome(OutcomeKind kind, int n, JsonObject data, String actor) {
        return new StoredOutcome(
                kind, given.runId(), given.responseId(), given.minerUid(), id, given.type(), token, n, data, actor);
    }

    StoredJob stored() {
        return new StoredJob(
                id,
                given.type(),
                given.priority(),
                status,
                payload,
                result,
                attempts,
                deferrals,
                dueAt,
                token,
                leaseEnd,
                worker,
                given.singletonKey(),
                given.runId(),
                given.responseId(),
                given.minerUid(),
                failure,
                completedAt);
    }
}
