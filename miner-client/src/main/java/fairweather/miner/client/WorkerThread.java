package fairweather.miner.client;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Where work is done that takes a millisecond or more, so that no event loop is held up by it. */
public final class WorkerThread {
    private WorkerThread() {}

    public static <T> Uni<T> call(Vertx vertx, Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
