package fairweather.orchestrator.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a request for a run. */
@Schema(description = "Which run to open, who asks for it and why")
public record RunRequest(
        @Schema(required = true, maxLength = 64, examples = "demo")
        String series,

        @Schema(
                required = true,
                type = SchemaType.STRING,
                format = "date-time",
                description = "The initial time: 00, 06, 12 or 18 UTC, from 1940 to 2200",
                examples = "2018-10-06T18:00:00Z")
        String cycle,

        @Schema(description = "The slots that take part; null for all", nullable = true)
        List<Integer> uids,

        @Schema(required = true, maxLength = 64, examples = "alice")
        String actor,

        @Schema(required = true, maxLength = 500, examples = "the demonstration")
        String reason) {}
