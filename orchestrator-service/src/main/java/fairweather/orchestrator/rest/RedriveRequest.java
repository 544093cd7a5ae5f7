package fairweather.orchestrator.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a redrive of all dead jobs of a run. */
@Schema(description = "Which dead jobs of a run are redriven, and who asks for it and why")
public record RedriveRequest(
        @Schema(description = "Only responses that failed at this stage", nullable = true, examples = "day1")
        String stage,

        @Schema(
                description = "Only responses that failed with this category",
                nullable = true,
                examples = "out_of_memory")
        String category,

        @Schema(description = "Who asks", required = true, minLength = 1, maxLength = 64, examples = "alice")
        String actor,

        @Schema(description = "Why", required = true, minLength = 1, maxLength = 500, examples = "the disk was full")
        String reason) {}
