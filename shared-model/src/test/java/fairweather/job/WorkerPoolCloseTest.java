package fairweather.job;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What becomes of running attempts when a pool is closed. */
class WorkerPoolCloseTest extends PoolOnMemory {
    @Test
    void given_a_running_attempt_when_the_pool_is_closed_then_it_may_end_and_nothing_new_is_claimed() throws Exception {
        long id = enqueue(JobType.ERA5);
        long next = enqueue(JobType.ERA5);
        CompletableFuture<Void> work = new CompletableFuture<>();
        start(
                queue,
                USUAL,
                lane(
                        JobType.ERA5,
                        1,
                        context -> Uni.createFrom().completionStage(work).chain(done -> done())));
        awaitStatus(id, JobStatus.IN_PROGRESS);

        Thread closing = Thread.ofVirtual().start(() -> pool.close(Duration.ofSeconds(30)));
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        work.complete(null);
        assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
        assertThat(job(id).status()).isEqualTo(JobStatus.COMPLETED);
        pool.wake();
        assertThat(job(next).status()).isEqualTo(JobStatus.PENDING);
        assertThat(job(next).leaseToken()).isZero();
    }

    @Test
    void given_an_attempt_that_outlasts_the_grace_when_the_pool_is_closed_then_its_claim_is_given_back_unharmed()
            throws Exception {
        long id = enqueue(JobType.ERA5);
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        start(
                queue,
                USUAL,
                lane(
                        JobType.ERA5,
                        1,
                        context -> Uni.createFrom().item(() -> {
                            awaitLatch(released);
                            late.countDown();
                            return TaskResult.succeeded(Report.of(OutcomeDraft.of(OutcomeKind.LEAD_SCORED)));
                        })));
        awaitStatus(id, JobStatus.IN_PROGRESS);

        pool.close(Duration.ofMillis(20));
        assertThat(job(id).status()).isEqualTo(JobStatus.PENDING);
        assertThat(job(id).attempts()).isZero();
        Job other = await(queue.claim(JobType.ERA5, 1, "worker-b", WorkerPool.LEASE))
                .getFirst();

        released.countDown();
        awaitLatch(late);
        await().untilAsserted(() -> assertThat(pool.running()).isZero());
        assertThat(job(id).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(job(id).claimedBy()).isEqualTo("worker-b");
        assertThat(queue.outcomes()).isEmpty();
        assertThat(await(queue.finish(other.lease(), new End.Skipped("done"), Report.NOTHING, 0)))
                .isTrue();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
