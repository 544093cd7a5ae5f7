package fairweather.orchestrator.rest;

import fairweather.database.Database.Session;
import fairweather.outcome.OutcomeKind;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;

/** Cancels a run by an outcome, which the fold then carries out. */
final class RunCancelling {
    private static final String STATUS = "SELECT status FROM weather_forecast_runs WHERE id = $1";

    private static final String OUTCOME = """
            INSERT INTO outcomes (kind, run_id, data, actor, trace_context)
            SELECT $1::varchar, id, $3::jsonb, $4::varchar, trace_context FROM weather_forecast_runs WHERE id = $2
            RETURNING id
            """;

    private RunCancelling() {}

    /**
     * The id of the outcome.
     *
     * @throws Refusal with 404 or 409 if the run does not live
     */
    static long cancel(Session tx, int id, Operator operator) {
        String status = tx.first(STATUS, id)
                .orElseThrow(() -> Refusal.notFound("there is no run " + id))
                .getString("status");
        if (RunStatus.of(status).terminal()) {
            throw Refusal.conflict("run " + id + " is " + status);
        }
        JsonObject data = new JsonObject().put("reason", operator.reason());
        long outcome = tx.first(OUTCOME, OutcomeKind.RUN_CANCELLED.word(), id, data, operator.actor())
                .orElseThrow()
                .getLong("id");
        operator.log(tx, null, id, null, "cancelled run " + id);
        return outcome;
    }
}
