package fairweather.job.memory;

import fairweather.job.JobType;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;

/** An outcome as the store has it; unique by job, lease token and n. */
public record StoredOutcome(
        OutcomeKind kind,
        Integer runId,
        Integer responseId,
        Integer minerUid,
        long jobId,
        JobType jobType,
        long leaseToken,
        int n,
        JsonObject data,
        String actor) {}
