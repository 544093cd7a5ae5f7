package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import java.time.Instant;

/**
 * Mends what should never be broken: a job of a run or a response that has ended, a response that goes on without the
 * job its state needs, a truth that nobody looks for. It goes by what is there and never by how old it is, so slow work
 * is not touched. In steady state it finds nothing; whatever it counts is an alert.
 *
 * <p>The first two repairs change jobs alone, which are no part of what the outcomes say: folding them anew gives the
 * same runs, responses, statistics and scores with or without the repair. They leave a line of the log and no outcome.
 * A truth is asked for by an outcome, since the fold makes its job.
 */
public final class Reconciliation implements Work {
    /** The most repairs of a kind in one turn. */
    static final int PAGE = 500;

    @Override
    public Progress turn(Session tx, Instant occasion) {
        long ended = LeftoverJobs.end(tx);
        long supplied = MissingJobs.supply(tx);
        long watched = MissingTruths.ask(tx);
        return new Progress(ended + supplied + watched, ended >= PAGE || supplied >= PAGE);
    }
}
