package fairweather.orchestrator.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a request to end a replay. */
@Schema(description = "Who ends a replay and why")
public record ReplayCancellation(
        @Schema(
                description = "Whether its runs that go on are cancelled, too; they are let go on by default",
                nullable = true)
        Boolean runs,

        @Schema(description = "Who asks", required = true, minLength = 1, maxLength = 64, examples = "alice")
        String actor,

        @Schema(description = "Why", required = true, minLength = 1, maxLength = 500, examples = "wrong month")
        String reason) {}
