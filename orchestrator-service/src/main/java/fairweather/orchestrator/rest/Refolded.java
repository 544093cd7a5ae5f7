package fairweather.orchestrator.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much is folded again. */
@Schema(description = "How much is folded again")
public record Refolded(
        @Schema(description = "Outcomes that the fold reads again")
        int outcomes) {}
