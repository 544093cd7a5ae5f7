package fairweather.job;

import fairweather.failure.Failure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** How an attempt ends in the queue. A retry and a wait keep the same row. */
public sealed interface End {
    /** The work is done. */
    record Succeeded(JsonObject result) implements End {}

    /** The attempt failed and the same row is tried again after the delay. */
    record Retried(Failure failure, Duration delay) implements End {}

    /** The work failed for good. */
    record Failed(Failure failure) implements End {}

    /** The work waits; that is no failure and costs no attempt. A null payload keeps the old one. */
    record Deferred(Due until, String reason, JsonObject payload) implements End {}

    /** There was nothing to do. */
    record Skipped(String reason) implements End {}

    /** The work is no longer wanted. */
    record Cancelled(String reason) implements End {}

    /** The state of the job after this end. */
    default JobStatus status() {
        return switch (this) {
            case Succeeded done -> JobStatus.COMPLETED;
            case Skipped skipped -> JobStatus.COMPLETED;
            case Cancelled cancelled -> JobStatus.CANCELLED;
            case Failed failed -> JobStatus.FAILED;
            case Retried retried -> JobStatus.RETRY_SCHEDULED;
            case Deferred waits -> JobStatus.PENDING;
        };
    }

    /** When the job is due again; null if this end leaves that as it is. */
    default Due due() {
        return switch (this) {
            case Retried retried -> Due.after(retried.delay());
            case Deferred waits -> waits.until();
            case Succeeded done -> null;
            case Skipped skipped -> null;
            case Cancelled cancelled -> null;
            case Failed failed -> null;
        };
    }

    /** What went wrong; null for an end that is no failure. */
    default Failure trouble() {
        return switch (this) {
            case Failed failed -> failed.failure();
            case Retried retried -> retried.failure();
            case Succeeded done -> null;
            case Skipped skipped -> null;
            case Cancelled cancelled -> null;
            case Deferred waits -> null;
        };
    }

    /** What the job's row keeps as its result: {@code outcome} with {@code detail} or {@code reason}; null for none. */
    default JsonObject envelope() {
        return switch (this) {
            case Succeeded done -> new JsonObject().put("outcome", "done").put("detail", done.result());
            case Skipped skipped -> because("skipped", skipped.reason());
            case Cancelled cancelled -> because("cancelled", cancelled.reason());
            case Failed failed -> because("failed", failed.failure().message());
            case Deferred waits -> because("deferred", waits.reason());
            case Retried retried -> null;
        };
    }

    private static JsonObject because(String outcome, String reason) {
        return new JsonObject().put("outcome", outcome).put("reason", reason);
    }
}
