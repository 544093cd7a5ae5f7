package fairweather.archive.cds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.archive.wire.Answer;

/** Refusals in the words of the Climate Data Store. */
final class Problem {
    private Problem() {}

    static Answer badKey() {
        return of(401, "permission denied", "operation not allowed", "authentication failed");
    }

    static Answer licence(String dataset) {
        return of(
                403,
                "permission denied",
                "required licences not accepted",
                "Not all the required licences have been accepted; please visit https://cds.climate.copernicus.eu/datasets/"
                        + dataset + "?tab=download#manage-licences to accept the required licence(s).");
    }

    static Answer rateLimit() {
        return of(429, "rate limit exceeded", "rate limit exceeded", "rate limit exceeded")
                .with("Retry-After", "30");
    }

    static Answer queueLimit() {
        return of(
                400,
                "invalid request",
                "request not accepted",
                "Number of queued requests per user is temporarily limited to 150");
    }

    static Answer invalid() {
        return of(
                400,
                "invalid request",
                "invalid request",
                "Request has not produced a valid combination of values, please check your selection.");
    }

    static Answer noSuchJob() {
        return of(404, "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job", "job not found", "");
    }

    static Answer notReady() {
        return of(
                404,
                "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/result-not-ready",
                "job results not ready",
                "");
    }

    static Answer noResult(String title, String traceback) {
        ObjectNode body = body(400, "job results failed", title, "");
        return json(400, body.put("traceback", traceback));
    }

    private static Answer of(int status, String type, String title, String detail) {
        return json(status, body(status, type, title, detail));
    }

    private static ObjectNode body(int status, String type, String title, String detail) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("trace_id", "0f3c1a52-7a55-4f0b-9f6e-3d1d5a1f6a10");
        return detail.isEmpty() ? body : body.put("detail", detail);
    }

    static Answer json(int status, ObjectNode body) {
        return Answer.text(status, status < 400 ? "application/json" : "application/problem+json", body.toString());
    }
}
