package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import java.time.Instant;

/**
 * One kind of periodic work. A turn is one short transaction, in which the row of the schedule is locked too: what has
 * more to do than a transaction should says so and gets another turn at once, here or in another orchestrator.
 */
@FunctionalInterface
public interface Work {
    /** @param occasion the regular time that this turn answers */
    Progress turn(Session tx, Instant occasion);

    /**
     * Called before a turn that is due and outside any transaction, for what may take long. If it throws, this process
     * leaves the turn to another.
     */
    default void before() {}

    /**
     * What a turn did.
     *
     * @param count how many things; 0 if there was nothing to do
     * @param more whether the occasion needs another turn
     */
    record Progress(long count, boolean more) {
        public static Progress done(long count) {
            return new Progress(count, false);
        }
    }
}
