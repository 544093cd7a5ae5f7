package fairweather.job.postgres;

import fairweather.database.Database;
import fairweather.database.DatabaseSilent;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Set;

/** What every call of the queue to the database has in common. */
final class Bounded {
    /** Serialisation failure and deadlock: rolled back for another's sake, and likely to succeed at once. */
    private static final Set<String> GAVE_WAY = Set.of("40001", "40P01");

    static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Duration FIRST_REPEAT = Duration.ofMillis(10);
    private static final Duration LONGEST_REPEAT = Duration.ofMillis(200);
    private static final int REPEATS = 5;

    private Bounded() {}

    /** True if a lock was not to be had within the time that the connection allows. */
    static boolean isLockedOut(Throwable failure) {
        return failure instanceof PgException refused && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
    }

    /**
     * A statement or a whole transaction: repeated where it had to give way to another, and given up after as long as a
     * statement may take, as a connection that died without a word must not hold the queue up for longer.
     */
    static <T> Uni<T> call(Uni<T> call) {
        return withinLimit(repeated(call, Set.of()));
    }

    /** A claim, which is also repeated where another claim got a miner first. */
    static <T> Uni<T> claim(Uni<T> claim) {
        return withinLimit(repeated(claim, Set.of(UNIQUE_VIOLATION)));
    }

    private static <T> Uni<T> repeated(Uni<T> call, Set<String> also) {
        return call.onFailure(failure -> failure instanceof PgException refused
                        && (GAVE_WAY.contains(refused.getSqlState()) || also.contains(refused.getSqlState())))
                .retry()
                .withBackOff(FIRST_REPEAT, LONGEST_REPEAT)
                .atMost(REPEATS);
    }

    private static <T> Uni<T> withinLimit(Uni<T> call) {
        return call.ifNoItem()
                .after(Database.STATEMENT_LIMIT)
                .failWith(() -> new DatabaseSilent(Database.STATEMENT_LIMIT, null));
    }
}
