package fairweather.orchestrator.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a change that needs nothing else. */
@Schema(description = "Who asks for the change and why")
public record OperatorRequest(
        @Schema(description = "Who asks", required = true, minLength = 1, maxLength = 64, examples = "alice")
        String actor,

        @Schema(description = "Why", required = true, minLength = 1, maxLength = 500, examples = "wrong cycle")
        String reason) {
    static Operator operator(OperatorRequest request) {
        OperatorRequest body = Input.body(request);
        return Operator.of(body.actor(), body.reason());
    }
}
