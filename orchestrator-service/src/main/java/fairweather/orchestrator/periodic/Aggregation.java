package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import fairweather.outcome.OutcomeKind;
import java.time.Instant;

/**
 * Asks the fold to compute averages and ranks anew, of the runs in which they may still change and of the last closed
 * run of every miner. Where all is right, only the time of the aggregation changes.
 */
public final class Aggregation implements Work {
    /** Not again while the fold has not come to the last one; one that it has set aside does not count. */
    private static final String ASK = """
            INSERT INTO outcomes (kind, actor)
            SELECT $1::varchar, 'aggregate'
            WHERE NOT EXISTS (SELECT FROM outcomes WHERE kind = $1 AND folded_at IS NULL AND disposition IS NULL)
            """;

    @Override
    public Progress turn(Session tx, Instant occasion) {
        return Progress.done(tx.update(ASK, OutcomeKind.AGGREGATION_DUE.word()));
    }
}
