package fairweather.job;

import java.time.Duration;
import java.util.List;

/** A worker pool whose beats need not be waited for, and that gives a database that is away up soon. */
public final class QuickPool {
    private static final WorkerPool.Timing TIMING =
            new WorkerPool.Timing(Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(100));

    private QuickPool() {}

    public static WorkerPool of(JobQueue queue, RetryHistory history, Lane lane) {
        return new WorkerPool(queue, history, "worker-a", List.of(lane), TIMING);
    }
}
