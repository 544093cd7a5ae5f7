package fairweather.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.job.memory.InMemoryJobQueue;
import fairweather.job.memory.InMemoryRetryHistory;
import fairweather.job.memory.MovableClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A pool that has nothing to claim. */
class IdlePoolTest {
    private final InMemoryJobQueue queue = new InMemoryJobQueue(new MovableClock());
    private final Faults counted = new Faults(queue, JobType.SEED, 0);

    @Test
    void given_due_work_that_is_held_when_the_pool_waits_then_it_does_not_look_all_the_time() {
        JobStore.await(queue.enqueue(JobStore.plain(JobType.DAY1)));
        HoldTarget target = HoldTarget.of(JobType.DAY1);
        JobStore.await(queue.hold(Hold.untilLifted(target, "paused", "operator")));
        Task task = context -> Uni.createFrom().item(TaskResult.succeeded(Report.NOTHING));

        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                WorkerPool pool = new WorkerPool(
                        counted,
                        new InMemoryRetryHistory(queue, false),
                        "worker-a",
                        List.of(new Lane(JobType.DAY1, task, 3, executor)))) {
            pool.start();
            await().until(() -> counted.claims.get() > 0);
            await().during(Duration.ofMillis(300)).until(() -> counted.claims.get() <= 2);
            JobStore.await(queue.lift(target));
            pool.wake();
            await().untilAsserted(
                            () -> assertThat(queue.jobs()).extracting("status").containsExactly(JobStatus.COMPLETED));
        }
    }
}
