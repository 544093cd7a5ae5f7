package fairweather.outcome;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** An outcome before it is written; run, response, miner and job come from the attempt that reports it. */
public record OutcomeDraft(OutcomeKind kind, JsonObject data) {
    /** A draft whose data has this key as true is written with {@link #NEXT_RETRY_AT} in its place. */
    public static final String NEXT_WITH_JOB = "next_with_job";

    /** The instant at which the job that reports is due again, to the microsecond. */
    public static final String NEXT_RETRY_AT = "next_retry_at";

    public static OutcomeDraft of(OutcomeKind kind) {
        return new OutcomeDraft(kind, new JsonObject());
    }

    /** The data as it is stored, {@code due} being when the reporting job is due after the report. */
    public JsonObject stored(Instant due) {
        if (!Boolean.TRUE.equals(data.getBoolean(NEXT_WITH_JOB))) {
            return data;
        }
        JsonObject stored = data.copy().put(NEXT_RETRY_AT, due.toString());
        stored.remove(NEXT_WITH_JOB);
        return stored;
    }
}
