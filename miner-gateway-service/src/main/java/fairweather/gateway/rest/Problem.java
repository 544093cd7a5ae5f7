package fairweather.gateway.rest;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.gateway.directory.NoSuchMiner;
import fairweather.gateway.directory.NoSuchResponse;
import fairweather.gateway.operation.MissingObject;
import fairweather.miner.client.StatusException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.CompletionException;

/**
 * A problem document (RFC 9457). {@code code} is always a word of {@link Code}; VALIDATOR_INTERNAL and DATABASE speak
 * about the gateway or its caller, every other one about a miner.
 */
public record Problem(String type, String title, int status, String detail, String code) {
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, Failure failure) {
        return new Problem(
                "urn:fairweather:code:" + failure.code(),
                HttpResponseStatus.valueOf(status).reasonPhrase(),
                status,
                failure.message(),
                failure.code().name());
    }

    /** A request that cannot be carried out as it stands. */
    static Problem ofRequest(int status, String detail) {
        return of(status, Failure.of(Code.VALIDATOR_INTERNAL, detail));
    }

    static Problem of(Throwable trouble) {
        return switch (trouble) {
            case BadRequest malformed -> ofRequest(400, malformed.getMessage());
            case NoSuchResponse unknown -> ofRequest(404, unknown.getMessage());
            case NoSuchMiner unknown -> ofRequest(404, unknown.getMessage());
            case MissingObject missing -> of(missing.status(), missing.failure());
            case StatusException answered when answered.outOfRange() -> of(answered.status(), answered.failure());
            case StatusException answered -> of(statusFor(answered.failure().code()), answered.failure());
            case FailureException failed -> of(statusFor(failed.code()), failed.failure());
            case WebApplicationException refused -> {
                int status = refused.getResponse().getStatus();
                yield ofRequest(status, HttpResponseStatus.valueOf(status).reasonPhrase());
            }
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            default ->
                ofRequest(500, "the gateway failed: " + trouble.getClass().getSimpleName());
        };
    }

    /** Whether it is the gateway's own trouble, and not a miner's or the caller's. */
    boolean ours() {
        return status >= 500 && (code.equals(Code.VALIDATOR_INTERNAL.name()) || code.equals(Code.DATABASE.name()));
    }

    private static int statusFor(Code code) {
        return switch (code) {
            case VALIDATOR_INTERNAL -> 500;
            case DATABASE -> 503;
            case TIMEOUT_CONNECT, TIMEOUT_READ, TIMEOUT_TOTAL -> 504;
            case NOT_READY, DEREGISTERED, INTEGRITY_CHANGED_CLAIM, JOB_UNKNOWN -> 409;
            default -> 502;
        };
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
    }
}
