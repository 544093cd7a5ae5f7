package fairweather.job;

import static fairweather.job.JobStore.LEASE;

import fairweather.job.WorkerPool.Timing;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Pools that work on the queue in PostgreSQL. */
abstract class PoolOnPostgres extends QueueOnPostgres {
    /** Neither beats nor polling. */
    static final Timing QUIET = new Timing(LEASE, Duration.ofHours(1), Duration.ofHours(1));

    static ExecutorService executor;

    @BeforeAll
    static void openExecutor() {
        executor = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void closeExecutor() {
        executor.close();
    }

    static Uni<TaskResult> done() {
        return Uni.createFrom().item(TaskResult.succeeded(Report.NOTHING));
    }
}
