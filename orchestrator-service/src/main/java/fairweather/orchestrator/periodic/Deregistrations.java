package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import fairweather.outcome.OutcomeKind;
import java.time.Instant;

/**
 * Finds the responses of miners that have lost their slot, which the fold then cancels. A slot takes part in a run with
 * the hotkey it had when the run was seeded; a new hotkey joins with the next run, and nothing of the past is deleted.
 */
public final class Deregistrations implements Work {
    private static final String TELL = """
            INSERT INTO outcomes (kind, run_id, response_id, miner_uid, data, actor, trace_context)
            SELECT $1::varchar, p.run_id, p.id, p.miner_uid,
                   jsonb_build_object('reason', CASE WHEN n.hotkey IS NULL THEN 'its slot is empty'
                                                     ELSE 'its slot has a new hotkey' END),
                   'deregistration', r.trace_context
            FROM weather_miner_responses p
            JOIN weather_forecast_runs r ON r.id = p.run_id AND r.status NOT IN ('completed', 'failed', 'abandoned')
            LEFT JOIN node_table n ON n.uid = p.miner_uid
            WHERE p.status NOT IN ('era5_scored', 'failed', 'cancelled') AND p.parked_reason IS NULL
              AND n.hotkey IS DISTINCT FROM p.miner_hotkey
              AND NOT EXISTS (SELECT FROM outcomes o
                              WHERE o.response_id = p.id AND o.kind = $1
                                AND o.folded_at IS NULL AND o.disposition IS NULL)
            ORDER BY p.id
            """;

    @Override
    public Progress turn(Session tx, Instant occasion) {
        return Progress.done(tell(tx));
    }

    /** As part of a change of the slots. The number of responses that end. */
    public static int tell(Session tx) {
        return tx.update(TELL, OutcomeKind.DEREGISTERED.word());
    }
}
