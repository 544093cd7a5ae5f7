package fairweather.orchestrator.rest;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a request to hold work back. */
@Schema(description = "What to hold back; at least one of type, slot and run. Who asks for it and why")
public record HoldRequest(
        @Schema(description = "For example weather.day1; null for all types", nullable = true)
        String jobType,

        @Schema(description = "A miner's slot; null for all", nullable = true)
        Integer uid,

        @Schema(description = "Null for all runs", nullable = true)
        Integer runId,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                description = "When it ends by itself; null if only lifting ends it",
                nullable = true)
        String until,

        @Schema(required = true, maxLength = 64, examples = "alice")
        String actor,

        @Schema(required = true, maxLength = 500, examples = "the miner is being moved")
        String reason) {}
