package fairweather.orchestrator.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the queue, the steps and the fold are doing. */
@Schema(description = "How the queue, the steps and the fold are doing")
public record QueueHealth(
        Instant checkedAt,
        @Schema(description = "Jobs by status") Map<String, Long> byStatus,
        @Schema(description = "Jobs by type and status") List<OfType> byType,

        @Schema(description = "How long the job that is due longest waits for its claim, s", nullable = true)
        Double oldestDueAgeSeconds,

        @Schema(description = "Jobs under a lease that holds")
        long leased,

        @Schema(description = "Jobs whose lease has expired")
        long leaseExpired,

        @Schema(description = "Steps by status") List<OfStep> steps,

        @Schema(description = "Outcomes that the fold has not read")
        long unfoldedOutcomes,

        @Schema(nullable = true) Double oldestUnfoldedAgeSeconds,
        long parkedResponses,

        @Schema(description = "Unfinished jobs of which there are too many; always empty")
        List<Duplicate> duplicates) {

    /** The jobs of one type. */
    @Schema(name = "JobsOfType")
    public record OfType(String jobType, Map<String, Long> byStatus) {}

    /** The steps of one status. */
    @Schema(name = "StepsOfStatus")
    public record OfStep(
            String status,
            long count,
            @Schema(nullable = true) Instant oldest) {}

    /** Jobs that should be one. */
    @Schema(name = "DuplicateJobs")
    public record Duplicate(String subject, String problem) {}
}
