package fairweather.outcome;

import io.vertx.core.json.JsonObject;

/** An outcome before it is written; run, response, miner and job come from the attempt that reports it. */
public record OutcomeDraft(OutcomeKind kind, JsonObject data) {
    public static OutcomeDraft of(OutcomeKind kind) {
        return new OutcomeDraft(kind, new JsonObject());
    }
}
