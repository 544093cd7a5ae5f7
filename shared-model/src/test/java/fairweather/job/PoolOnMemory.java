package fairweather.job;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.job.WorkerPool.Timing;
import fairweather.job.memory.InMemoryJobQueue;
import fairweather.job.memory.InMemoryRetryHistory;
import fairweather.job.memory.MovableClock;
import fairweather.job.memory.StoredJob;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A pool that works on the queue in memory. */
abstract class PoolOnMemory {
    static final Timing USUAL = new Timing(WorkerPool.LEASE, WorkerPool.HEARTBEAT, WorkerPool.POLL);
    static final Timing SHORT = new Timing(Duration.ofMillis(600), Duration.ofMillis(100), Duration.ofHours(1));

    final MovableClock clock = new MovableClock();
    final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    Consumer<Write> writer = write -> {};
    final InMemoryJobQueue queue = new InMemoryJobQueue(clock, write -> writer.accept(write));
    WorkerPool pool;

    @AfterEach
    void stop() {
        if (pool != null) {
            pool.close(Duration.ZERO);
        }
        executor.shutdownNow();
    }

    WorkerPool start(JobQueue from, Timing timing, Lane... lanes) {
        pool = new WorkerPool(from, new InMemoryRetryHistory(queue, false), "worker-a", Arrays.asList(lanes), timing);
        pool.start();
        return pool;
    }

    Lane lane(JobType type, int slots, Task task) {
        return new Lane(type, task, slots, executor);
    }

    long enqueue(JobType type) {
        return enqueue(type, 7);
    }

    long enqueue(JobType type, int uid) {
        JsonObject payload = new JsonObject().put("miner_hotkey", "key-7");
        NewJob job = new NewJob(type, type.priority(), payload, Due.now(), null, 1, null, uid, null);
        return await(queue.enqueue(job)).orElseThrow();
    }

    StoredJob job(long id) {
        return queue.jobs().stream().filter(job -> job.id() == id).findFirst().orElseThrow();
    }

    void awaitStatus(long id, JobStatus status) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(job(id).status()).isEqualTo(status));
    }

    static Uni<TaskResult> done() {
        return Uni.createFrom().item(TaskResult.succeeded(Report.NOTHING));
    }
}
