package fairweather.job.memory;

import fairweather.failure.Failure;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** A step row as the store has it: the last event of its key, with the first start and the largest retry count. */
public record StoredStep(
        int runId,
        int minerUid,
        String minerHotkey,
        StepKey key,
        StepStatus status,
        Instant startedAt,
        Instant completedAt,
        int retries,
        Instant nextRetryTime,
        Long latencyMs,
        Failure failure,
        JsonObject context,
        long jobId) {}
