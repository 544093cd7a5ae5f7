package fairweather.orchestrator.rest;

import fairweather.database.Database.Session;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;

/** Who changes something and why. */
record Operator(String actor, String reason) {
    private static final String LOG = """
            INSERT INTO validator_job_logs (job_id, run_id, response_id, level, source, message)
            VALUES ($1, $2, $3, 'INFO', 'operator', $4)
            """;

    private static final String OUTCOME = """
            INSERT INTO outcomes (kind, job_id, run_id, response_id, miner_uid, data, actor, trace_context)
            VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT trace_context FROM weather_forecast_runs WHERE id = $3))
            """;

    /** @throws Refusal with 400 if one of them is missing */
    static Operator of(String actor, String reason) {
        return new Operator(Input.text("actor", actor, 64), Input.text("reason", reason, 500));
    }

    /** For what leaves no outcome of its own: an outcome and a line that say what the operator did. */
    void record(Session tx, Long jobId, Integer runId, Integer responseId, String what) {
        outcome(tx, jobId, runId, responseId, null, what);
        log(tx, jobId, runId, responseId, what);
    }

    /** As {@link #record}, about a slot, a run, or both; each may be null. */
    void recordOfSlot(Session tx, Integer runId, Integer uid, String what) {
        outcome(tx, null, runId, null, uid, what);
        log(tx, null, runId, null, what);
    }

    private void outcome(Session tx, Long jobId, Integer runId, Integer responseId, Integer uid, String what) {
        JsonObject data = new JsonObject().put("action", what).put("reason", reason);
        tx.update(OUTCOME, OutcomeKind.OPERATOR_ACTED.word(), jobId, runId, responseId, uid, data, actor);
    }

    /** Leaves a line that says what the operator did. */
    void log(Session tx, Long jobId, Integer runId, Integer responseId, String what) {
        tx.update(LOG, jobId, runId, responseId, actor + " " + what + ": " + reason);
    }
}
