package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.outcome.OutcomeKind;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;

/** Gives outcomes that the fold has set aside back to it. */
@Singleton
class Refolding {
    private static final String LOCK =
            "SELECT run_id, parked_reason FROM weather_miner_responses WHERE id = $1 FOR NO KEY UPDATE";

    private static final String UNPARK =
            "UPDATE weather_miner_responses SET parked_reason = NULL, updated_at = fw_now() WHERE id = $1";

    /** An outcome about the whole run is set aside too if one of its responses was parked. */
    private static final String UNFOLD = """
            UPDATE outcomes SET disposition = NULL, disposition_reason = NULL
            WHERE disposition = 'parked' AND (response_id = $1 OR run_id = $2 AND response_id IS NULL)
            """;

    /** Truths were given up for the others of the run while the response was parked. */
    private static final String GONE_MEANWHILE = """
            INSERT INTO outcomes (kind, run_id, data, actor, trace_context)
            SELECT $2, r.id, jsonb_build_object(
                       'source', r.run_config ->> 'reference_source',
                       'valid_time', to_char((r.gfs_init_time_utc
                           + make_interval(hours => g.lead_hours)) AT TIME ZONE 'UTC', %1$s),
                       'reason', g.reason, 'given_up_at', to_char(g.given_up_at AT TIME ZONE 'UTC', %1$s)),
                   $3, r.trace_context
            FROM weather_forecast_runs r JOIN fw_truths_given_up g ON g.run_id = r.id
            WHERE r.id = $1
            ORDER BY g.lead_hours
            """.formatted("'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'");

    private static final String UNFOLD_OF_NO_RUN = """
            UPDATE outcomes SET disposition = NULL, disposition_reason = NULL
            WHERE disposition = 'parked' AND run_id IS NULL AND response_id IS NULL
            """;

    private static final String RUN = "SELECT id FROM weather_forecast_runs WHERE id = $1";

    private static final String WAKE = "SELECT pg_notify('outcomes', '')";

    private final Database database;

    Refolding(Database database) {
        this.database = database;
    }

    /** The number of outcomes that are read again. */
    int response(int id, Operator operator) {
        return database.transaction(tx -> {
            Row response = tx.first(LOCK, id).orElseThrow(() -> Refusal.notFound("there is no response " + id));
            if (response.getString("parked_reason") == null) {
                throw Refusal.conflict("response " + id + " is not parked");
            }
            int runId = response.getInteger("run_id");
            tx.update(UNPARK, id);
            int outcomes = tx.update(UNFOLD, id, runId);
            tx.update(GONE_MEANWHILE, runId, OutcomeKind.TRUTH_GONE.word(), operator.actor());
            wake(tx, runId, id, outcomes, operator);
            return outcomes;
        });
    }

    /** The same for what is about the whole run. */
    int run(int id, Operator operator) {
        return database.transaction(tx -> {
            tx.first(RUN, id).orElseThrow(() -> Refusal.notFound("there is no run " + id));
            int outcomes = tx.update(UNFOLD, null, id);
            if (outcomes == 0) {
                throw Refusal.conflict("no outcome of run " + id + " itself is parked");
            }
            wake(tx, id, null, outcomes, operator);
            return outcomes;
        });
    }

    /** The same for what is about no run in particular. */
    int ofNoRun(Operator operator) {
        return database.transaction(tx -> {
            int outcomes = tx.update(UNFOLD_OF_NO_RUN);
            if (outcomes == 0) {
                throw Refusal.conflict("no outcome about no run is parked");
            }
            wake(tx, null, null, outcomes, operator);
            return outcomes;
        });
    }

    private static void wake(Session tx, Integer runId, Integer responseId, int outcomes, Operator operator) {
        operator.record(tx, null, runId, responseId, "lets " + outcomes + " outcomes be folded again");
        tx.query(WAKE);
    }
}
