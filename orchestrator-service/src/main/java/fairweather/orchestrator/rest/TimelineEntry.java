package fairweather.orchestrator.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One thing that happened to a miner in a run. */
@Schema(description = "One thing that happened to a miner in a run")
public record TimelineEntry(
        Instant at,

        @Schema(enumeration = {"evidence", "job", "log", "outcome", "step", "transition"})
        String kind,

        @Schema(description = "The id of the entry within its kind")
        long id,

        @Schema(description = "The job type, the source of the line, the outcome, the step or the thing that moved")
        String what,

        @Schema(description = "The state, in the words of its kind")
        String status,

        @Schema(description = "The kind of failure", nullable = true)
        String category,

        @Schema(description = "The exact reason of a failure", nullable = true)
        String code,

        @Schema(nullable = true) String message,

        @Schema(description = "Who wrote the outcome: a worker, the calendar, an operator", nullable = true)
        String actor,

        @Schema(description = "When it is tried next", nullable = true)
        Instant nextTryAt) {}
