package fairweather.job.postgres;

import fairweather.database.Database;
import fairweather.database.DatabaseSilent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Predicate;

/** What every call of the queue to the database has in common. */
final class Bounded {
    /** Serialisation failure and deadlock: rolled back for another's sake, and likely to succeed at once. */
    private static final Set<String> GAVE_WAY = Set.of("40001", "40P01");

    static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Duration FIRST_REPEAT = Duration.ofMillis(10);
    private static final Duration LONGEST_REPEAT = Duration.ofMillis(200);
    private static final int REPEATS = 5;
    private static final ScheduledExecutorService TIMER = timer();

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

    /** A call that needs no repeat does not pay for what repeating takes. */
    private static <T> Uni<T> repeated(Uni<T> call, Set<String> also) {
        Predicate<Throwable> passes = failure -> failure instanceof PgException refused
                && (GAVE_WAY.contains(refused.getSqlState()) || also.contains(refused.getSqlState()));
        return call.onFailure(passes)
                .recoverWithUni(first -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(FIRST_REPEAT)
                        .chain(() -> call.onFailure(passes)
                                .retry()
                                .withBackOff(FIRST_REPEAT.multipliedBy(2), LONGEST_REPEAT)
                                .atMost(REPEATS - 1)));
    }

    /** Whoever is told of the silence is not to hold up the timer. */
    private static <T> Uni<T> withinLimit(Uni<T> call) {
        return call.ifNoItem()
                .after(Database.STATEMENT_LIMIT)
                .on(TIMER)
                .recoverWithUni(() -> Uni.createFrom()
                        .<T>failure(() -> new DatabaseSilent(Database.STATEMENT_LIMIT, null))
                        .runSubscriptionOn(Infrastructure.getDefaultExecutor()));
    }

    /** Forgets the limit of a call that has ended, which the timer of the reactive library keeps until it would be over. */
    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("queue-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
