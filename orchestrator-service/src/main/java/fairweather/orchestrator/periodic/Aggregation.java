package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import fairweather.outcome.OutcomeKind;
import java.time.Instant;

/** Asks the fold to compute averages and ranks anew; where all is right, that changes nothing. */
public final class Aggregation implements Work {
    /** Not again while the fold has not come to the last one. */
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
