package fairweather.orchestrator.rest;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A problem document (RFC 9457).
 *
 * @param incident an id under which our own trouble is found in the log; null for the caller's
 */
@Schema(description = "What went wrong (RFC 9457)")
public record Problem(
        @Schema(
                description = "Always about:blank: the status says what kind of problem it is",
                examples = "about:blank")
        String type,

        @Schema(description = "The phrase of the status", examples = "Bad Request")
        String title,

        @Schema(description = "The HTTP status", examples = "400")
        int status,

        @Schema(description = "What is wrong, in one sentence", examples = "reason must not be empty")
        String detail,

        @Schema(description = "The id of an unexpected failure in the service's log", nullable = true)
        String incident) {
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        return new Problem("about:blank", title(status), status, detail, null);
    }

    static Problem unexpected(String incident) {
        String detail = "the request could not be carried out; the log has incident " + incident;
        return new Problem("about:blank", title(500), 500, detail, incident);
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("incident", incident);
    }
}
