package fairweather.job.memory;

import fairweather.failure.Failure;
import fairweather.job.JobStatus;
import fairweather.job.JobType;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A job as the store has it.
 *
 * @param attempts claims since the last reported end
 * @param leaseToken the token of the last claim; it only grows
 * @param leaseExpiresAt null unless the job is in progress
 * @param claimedBy the last worker, or null
 * @param result the envelope of the last end, or null
 * @param lastFailure the last failure, or null
 * @param completedAt null unless the job is finished
 */
public record StoredJob(
        long id,
        JobType type,
        int priority,
        JobStatus status,
        JsonObject payload,
        JsonObject result,
        int attempts,
        int deferrals,
        Instant dueAt,
        long leaseToken,
        Instant leaseExpiresAt,
        String claimedBy,
        String singletonKey,
        Integer runId,
        Integer responseId,
        Integer minerUid,
        Failure lastFailure,
        Instant completedAt) {}
