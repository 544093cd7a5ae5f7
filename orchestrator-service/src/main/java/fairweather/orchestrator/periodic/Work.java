package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import java.time.Instant;

/**
 * One kind of periodic work. A turn is given the transaction in which the row of its schedule is locked and advanced,
 * and should be short: what has more to do says so and gets another turn at once, here or in another orchestrator. What
 * a turn writes by other means is not undone with the transaction and must bear being done again.
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
