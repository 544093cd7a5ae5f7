package fairweather.step;

import fairweather.failure.Failure;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One event of a step's row.
 *
 * @param failure why it failed or waits, or null
 * @param retries retries used so far, or null to keep the row's count
 * @param next when it is tried next, or null
 * @param nextWithJob true if it is tried next when its job is due: the row then gets the job's own instant
 * @param latencyMs duration of the attempt on a monotonic clock, or null
 * @param context anything worth keeping, or null
 */
public record StepEvent(
        StepKey key,
        StepStatus status,
        Failure failure,
        Integer retries,
        Instant next,
        boolean nextWithJob,
        Long latencyMs,
        JsonObject context) {

    public static StepEvent started(StepKey key) {
        return new StepEvent(key, StepStatus.IN_PROGRESS, null, null, null, false, null, null);
    }

    public static StepEvent succeeded(StepKey key, Long latencyMs, JsonObject context) {
        return new StepEvent(key, StepStatus.SUCCEEDED, null, null, null, false, latencyMs, context);
    }

    public static StepEvent failed(StepKey key, Failure failure, Long latencyMs) {
        return new StepEvent(key, StepStatus.FAILED, failure, null, null, false, latencyMs, null);
    }

    public static StepEvent retrying(StepKey key, Failure failure, int retries, Long latencyMs) {
        return new StepEvent(key, StepStatus.RETRY_SCHEDULED, failure, retries, null, true, latencyMs, null);
    }

    public static StepEvent waiting(StepKey key, Instant next) {
        return new StepEvent(key, StepStatus.WAITING_FOR_TRUTH, null, null, next, false, null, null);
    }
}
