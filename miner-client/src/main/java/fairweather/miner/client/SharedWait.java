package fairweather.miner.client;

import fairweather.failure.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The wait of one call for an answer that several calls wait for, and that has limits of its own. */
public final class SharedWait {
    private SharedWait() {}

    /**
     * Waits no longer than the miner's time for the shared question, or what this call has left of its own, and the
     * call's patience. What it takes beyond the miner's time was spent in our own queue. Comes back on the caller's own
     * event loop, whoever asked the miner.
     *
     * @param limit the miner's time for the shared question
     */
    public static <T> Uni<T> on(
            Supplier<Uni<T>> shared, Duration limit, Deadline deadline, Supplier<FailureException> tooSlow) {
        Context context = Vertx.currentContext();
        Executor here = context == null ? Runnable::run : work -> context.runOnContext(go -> work.run());
        return Uni.createFrom()
                .<T>deferred(() -> within(shared.get(), limit, deadline, tooSlow))
                .emitOn(here);
    }

    private static <T> Uni<T> within(
            Uni<T> shared, Duration limit, Deadline deadline, Supplier<FailureException> tooSlow) {
        Duration share = Deadline.shorter(limit, deadline.remaining());
        if (!share.isPositive()) {
            throw deadline.slowness();
        }
        long since = System.nanoTime();
        return shared.ifNoItem()
                .after(share.plus(deadline.patience()))
                .failWith(tooSlow)
                .onTermination()
                .invoke(() -> deadline.queued(Math.max(0, System.nanoTime() - since - limit.toNanos())));
    }
}
