package fairweather.orchestrator.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change that is written and takes effect when the fold reads it. */
@Schema(description = "A change that is written and takes effect when the fold reads it")
public record Accepted(
        @Schema(description = "The outcome that says so") long outcomeId) {}
