package fairweather.orchestrator.fold;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.Stage;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** An outcome as it was read; run, response and job may be null. */
public record StoredOutcome(
        long id,
        OutcomeKind kind,
        Integer runId,
        Integer responseId,
        Long jobId,
        String jobType,
        JsonObject data,
        String actor,
        String traceContext,
        Instant at) {
    /** The typed form for the response's machine. */
    ResponseEvent responseEvent() {
        Long latency = data.getLong("latency_ms");
        return switch (kind) {
            case QUERY_ACCEPTED -> new ResponseEvent.QueryAccepted(data.getString("job_id"), latency);
            case QUERY_READY -> new ResponseEvent.QueryReady(data.getString("job_id"), latency);
            case POLL_RUNNING -> new ResponseEvent.PollRunning(data.getInteger("n"), latency);
            case POLL_TROUBLE -> new ResponseEvent.PollTrouble(data.getInteger("n"), failure(), latency);
            case POLL_DONE -> new ResponseEvent.PollDone(data.getInteger("n"), latency);
            case VERIFIED -> new ResponseEvent.Verified(data.getString("manifest_hash"), latency);
            case DAY1_STARTED -> new ResponseEvent.Day1Started();
            case DAY1_SCORED -> new ResponseEvent.Day1Scored(data.getDouble("score"));
            case LEAD_STARTED -> new ResponseEvent.LeadStarted(lead());
            case LEAD_SCORED ->
                new ResponseEvent.LeadScored(lead(), data.getDouble("score"), data.getInteger("components"));
            case LEAD_FAILED ->
                new ResponseEvent.LeadFailed(lead(), failure(), data.getInteger("remaining", 0), nextRetry());
            case STEP_FAILED ->
                new ResponseEvent.StepFailed(step(), failure(), data.getInteger("remaining", 0), nextRetry(), latency);
            case JOB_LEASE_EXPIRED ->
                new ResponseEvent.JobLost("the work crashed " + data.getInteger("attempts") + " times in a row");
            case JOB_CANCELLED -> new ResponseEvent.JobCancelled(data.getString("reason"));
            case JOB_REDRIVEN ->
                new ResponseEvent.Redriven(Stage.of(data.getString("stage")).orElseThrow());
            case DEREGISTERED -> new ResponseEvent.Cancelled(Code.DEREGISTERED, data.getString("reason"));
            case RUN_OPENED,
                    RUN_SEEDED,
                    SEED_READY,
                    FETCH_INITIATED,
                    RUN_CANCELLED,
                    RUN_ABANDONED,
                    TRUTH_READY,
                    TRUTH_GONE,
                    TRUTH_WAITING,
                    TRUTH_UNWATCHED,
                    AGGREGATION_DUE,
                    OPERATOR_ACTED -> throw new IllegalStateException(kind + " is not about a response");
        };
    }

    Failure failure() {
        return Failure.of(Code.valueOf(data.getString("code")), data.getString("message"));
    }

    /** True if a failed attempt is tried again. */
    boolean triedAgain() {
        return nextRetry() != null;
    }

    Instant nextRetry() {
        return data.getInstant("next_retry_at");
    }

    private StepKey step() {
        return new StepKey(data.getString("stage"), data.getString("substep"), data.getInteger("lead_hours"));
    }

    private int lead() {
        return data.getInteger("lead_hours");
    }
}
