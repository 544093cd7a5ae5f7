package fairweather.job;

import fairweather.failure.Failure;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What a task returns. A failure names the step it is accounted to; whether it is retried and when follows from that
 * step's policy and the failure's code, never from the task.
 */
public sealed interface TaskResult {
    /** How long work that was refused memory waits; what it waits for ends in its own time. */
    Duration UNTIL_MEMORY = Duration.ofSeconds(10);

    Report report();

    /** Done. */
    record Succeeded(Report report, JsonObject result) implements TaskResult {}

    /**
     * This attempt failed at a step of a stage; {@code latencyMs} may be null.
     *
     * @param atLeast how long whoever answered asks to be left alone, even if the step's policy is more eager
     */
    record Failed(Failure failure, StepKey step, Long latencyMs, Report report, Duration atLeast)
            implements TaskResult {
        public Failed(Failure failure, StepKey step, Long latencyMs, Report report) {
            this(failure, step, latencyMs, report, Duration.ZERO);
        }
    }

    /** This attempt failed and the task knows that no other can help: the work ends whatever the policy says. */
    record GivenUp(Failure failure, StepKey step, Long latencyMs, Report report) implements TaskResult {}

    /** It has to wait. */
    record Deferred(Due until, String reason, JsonObject payload, Report report) implements TaskResult {}

    /** Nothing to do. */
    record Skipped(String reason, Report report) implements TaskResult {}

    /** No longer wanted. */
    record Cancelled(String reason, Report report) implements TaskResult {}

    static TaskResult succeeded(Report report) {
        return new Succeeded(report, new JsonObject());
    }

    static TaskResult failed(Failure failure, StepKey step) {
        return new Failed(failure, step, null, Report.NOTHING);
    }

    /** There is no room for the memory it needs now: it waits, and that costs nothing. */
    static TaskResult withoutMemory(Report report) {
        return new Deferred(Due.after(UNTIL_MEMORY), "memory", null, report);
    }

    static TaskResult skipped(String reason) {
        return new Skipped(reason, Report.NOTHING);
    }
}
