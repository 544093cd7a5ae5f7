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
}
