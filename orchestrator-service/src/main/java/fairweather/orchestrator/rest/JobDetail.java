package fairweather.orchestrator.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A job with what it was given, what it said and what came of it. */
@Schema(description = "A job with what it was given, what it said and what came of it")
public record JobDetail(
        JobSummary job,
        Map<String, Object> payload,
        @Schema(nullable = true) Map<String, Object> result,
        @Schema(nullable = true) String singletonKey,

        @Schema(description = "Grows with every claim and when the job is taken from its holder")
        long leaseToken,

        @Schema(nullable = true) Instant heartbeatAt,

        @Schema(description = "The dead job whose work this one does again", nullable = true)
        Long redrivenFrom,

        @Schema(description = "The jobs that do this one's work again")
        List<Long> redrivenAs,

        @Schema(description = "Its log lines, the oldest first, the last 200 at most")
        List<Line> logs,

        @Schema(description = "What it reported, the oldest first, the last 200 at most")
        List<Reported> outcomes) {

    /** A log line. */
    @Schema(name = "JobLogLine")
    public record Line(long id, Instant at, String level, String source, String message) {}

    /** An outcome with what the fold made of it. */
    @Schema(name = "JobOutcome", description = "An outcome with what the fold made of it")
    public record Reported(
            long id,
            Instant at,
            String kind,
            String actor,
            Map<String, Object> data,

            @Schema(
                    description = "null until it is folded",
                    nullable = true,
                    enumeration = {"applied", "ignored", "parked"})
            String disposition,

            @Schema(nullable = true) String dispositionReason) {}
}
