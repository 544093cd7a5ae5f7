package fairweather.job;

import fairweather.failure.Failure;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.retry.RetryDecision;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What the result of an attempt means: how it ends in the queue and what is reported with that. */
public record Settlement(End end, Report report) {

    /** @param decision what the policy of the step says about a {@link TaskResult.Failed}; of no use to other results */
    public static Settlement of(Job job, TaskResult result, RetryDecision decision) {
        return switch (result) {
            case TaskResult.Succeeded done -> new Settlement(new End.Succeeded(done.result()), done.report());
            case TaskResult.Skipped skipped -> new Settlement(new End.Skipped(skipped.reason()), skipped.report());
            case TaskResult.Cancelled cancelled ->
                new Settlement(new End.Cancelled(cancelled.reason()), cancelled.report());
            case TaskResult.Deferred waits ->
                new Settlement(new End.Deferred(waits.until(), waits.reason(), waits.payload()), waits.report());
            case TaskResult.GivenUp failed ->
                last(job, failed.failure(), failed.step(), failed.latencyMs(), failed.report());
            case TaskResult.Failed failed ->
                switch (decision) {
                    case RetryDecision.Again again -> again(job, failed, again);
                    case RetryDecision.Exhausted exhausted ->
                        last(job, failed.failure(), failed.step(), failed.latencyMs(), failed.report());
                };
        };
    }

    private static Settlement again(Job job, TaskResult.Failed failed, RetryDecision.Again again) {
        Failure failure = failed.failure();
        JsonObject data = data(failure, failed.step(), failed.latencyMs())
                .put("final", false)
                .put("remaining", again.remaining())
                .put(OutcomeDraft.NEXT_WITH_JOB, true);
        StepEvent step = StepEvent.retrying(failed.step(), failure, again.retries(), failed.latencyMs());
        Duration delay = failed.atLeast().compareTo(again.delay()) > 0 ? failed.atLeast() : again.delay();
        return new Settlement(new End.Retried(failure, delay), with(job, failed.report(), step, data));
    }

    private static Settlement last(Job job, Failure failure, StepKey key, Long latencyMs, Report report) {
        JsonObject data = data(failure, key, latencyMs).put("final", true).put("remaining", 0);
        StepEvent step = StepEvent.failed(key, failure, latencyMs);
        return new Settlement(new End.Failed(failure), with(job, report, step, data));
    }

    private static JsonObject data(Failure failure, StepKey key, Long latencyMs) {
        return new JsonObject()
                .put("stage", key.stage())
                .put("substep", key.substep())
                .put("lead_hours", key.leadHours())
                .put("code", failure.code().name())
                .put("message", failure.message())
                .put("latency_ms", latencyMs);
    }

    /** A job that belongs to no run has no step row to write. */
    private static Report with(Job job, Report report, StepEvent step, JsonObject data) {
        Report steps = job.runId() == null ? report : report.and(step);
        return steps.and(new OutcomeDraft(OutcomeKind.STEP_FAILED, data));
    }
}
