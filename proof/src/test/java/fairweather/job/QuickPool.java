package fairweather.job;

import java.time.Duration;
import java.util.List;

/** A worker pool whose beats need not be waited for, and that gives a database that is away up soon. */
public final class QuickPool {
    /** How often its leases are renewed. */
    public static final Duration BEAT = Duration.ofMillis(100);

    private QuickPool() {}

    public static WorkerPool of(JobQueue queue, RetryHistory history, Lane lane, Duration beat) {
        WorkerPool.Timing timing = new WorkerPool.Timing(Duration.ofMillis(500), beat, Duration.ofMillis(100));
        return new WorkerPool(queue, history, "worker-a", List.of(lane), timing);
    }
}
