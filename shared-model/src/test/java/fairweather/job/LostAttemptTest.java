package fairweather.job;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attempts that learn from a beat that their job is no longer theirs. */
class LostAttemptTest extends PoolOnMemory {
    @Test
    @Tag("F-02")
    void given_a_job_that_the_same_pool_has_claimed_again_when_it_beats_then_the_earlier_attempt_alone_is_stopped() {
        long id = enqueue(JobType.DAY1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        start(
                queue,
                SHORT,
                lane(
                        JobType.DAY1,
                        2,
                        context -> Uni.createFrom().item(() -> {
                            waitFor(never, interrupted);
                            return TaskResult.succeeded(Report.NOTHING);
                        })));
        awaitStatus(id, JobStatus.IN_PROGRESS);

        await().until(() -> {
            clock.advance(SHORT.lease().plusMillis(1));
            return await(queue.reclaimExpired(10)) == 1;
        });
        pool.wake();
        await().until(() -> interrupted.get() == 1);
        await().until(() -> pool.running() == 1);
        assertThat(pool.leasesLost()).isEqualTo(1);
        assertThat(job(id).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(job(id).leaseToken()).isEqualTo(2);

        never.countDown();
        awaitStatus(id, JobStatus.COMPLETED);
    }

    @Test
    void given_an_attempt_that_waits_for_a_thread_when_its_lease_is_lost_then_its_slot_is_free_at_once() {
        CountDownLatch work = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Task task = context -> Uni.createFrom().item(() -> {
                begun.incrementAndGet();
                waitFor(work, new AtomicInteger());
                return TaskResult.succeeded(Report.NOTHING);
            });
            long first = enqueue(JobType.ERA5_TRUTH, 1);
            long second = enqueue(JobType.ERA5_TRUTH, 2);
            start(queue, SHORT, new Lane(JobType.ERA5_TRUTH, task, 2, one, Duration.ofHours(1)));
            await().until(() -> pool.running() == 2 && begun.get() == 1);

            await(queue.cancel(second, "not wanted"));
            await().until(() -> pool.running() == 1);
            assertThat(pool.leasesLost()).isEqualTo(1);
            work.countDown();
            awaitStatus(first, JobStatus.COMPLETED);
        }
        assertThat(begun).as("the lost one never began").hasValue(1);
    }

    private static void waitFor(CountDownLatch latch, AtomicInteger interrupted) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            interrupted.incrementAndGet();
        }
    }
}
