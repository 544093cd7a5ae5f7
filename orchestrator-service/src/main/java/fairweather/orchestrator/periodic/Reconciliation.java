package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import java.time.Instant;

/**
 * Mends what should never be broken, in every run that goes on: a response without the job its state needs, a job that
 * nothing waits for any more, a truth that nobody looks for. It goes by what is there and never by how old it is, so
 * live work is not touched. In steady state it finds nothing; whatever it counts is an alert.
 */
public final class Reconciliation implements Work {
    @Override
    public Progress turn(Session tx, Instant occasion) {
        long ended = LeftoverJobs.end(tx);
        long supplied = MissingJobs.supply(tx);
        long watched = MissingTruths.ask(tx);
        return Progress.done(ended + supplied + watched);
    }
}
