package fairweather.orchestrator.rest;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a request for a probe. */
@Schema(description = "What is looked for, who asks and why")
public record ProbeRequest(
        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                description = "The initial time of the forecast; null for the latest run that the miner took part in",
                nullable = true,
                examples = "2018-10-06T18:00:00Z")
        String cycle,

        @Schema(required = true, maxLength = 64, examples = "alice")
        String actor,

        @Schema(required = true, maxLength = 500, examples = "its owner asks why it is not scored")
        String reason) {}
