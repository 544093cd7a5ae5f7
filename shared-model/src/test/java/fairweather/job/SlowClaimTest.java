package fairweather.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.job.WorkerPool.Timing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claim that has been made and is not answered. */
class SlowClaimTest extends PoolOnMemory {
    private static final Timing IMPATIENT =
            new Timing(WorkerPool.LEASE, WorkerPool.HEARTBEAT, Duration.ofHours(1), Duration.ofMillis(50));

    private final Faults slow = new Faults(queue, JobType.QUERY_MINER, 0);

    @BeforeEach
    void noAnswer() {
        slow.answers = new CompletableFuture<>();
    }

    @Test
    void given_a_lane_whose_claim_takes_long_when_others_have_work_then_they_go_on_and_its_jobs_run_in_the_end() {
        long late = enqueue(JobType.QUERY_MINER);
        start(
                slow,
                IMPATIENT,
                lane(JobType.QUERY_MINER, 1, context -> done()),
                lane(JobType.DAY1, 1, context -> done()));
        for (int n = 0; n < 3; n++) {
            long other = enqueue(JobType.DAY1);
            pool.wake();
            awaitStatus(other, JobStatus.COMPLETED);
        }
        assertThat(job(late).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(pool.running()).isZero();

        slow.answers.complete(null);
        awaitStatus(late, JobStatus.COMPLETED);
        assertThat(job(late).leaseToken()).isEqualTo(1);
    }

    @Test
    void given_a_claim_under_way_when_the_pool_is_closed_then_what_it_gets_is_given_back() {
        long id = enqueue(JobType.QUERY_MINER);
        start(slow, IMPATIENT, lane(JobType.QUERY_MINER, 1, context -> done()));
        awaitStatus(id, JobStatus.IN_PROGRESS);

        pool.close(Duration.ofMillis(100));
        slow.answers.complete(null);
        awaitStatus(id, JobStatus.PENDING);
        assertThat(job(id).attempts()).isZero();
    }

    @Test
    void given_a_claim_under_way_when_the_pool_is_closed_then_it_is_waited_for_as_long_as_the_grace_lasts()
            throws InterruptedException {
        enqueue(JobType.QUERY_MINER);
        start(slow, IMPATIENT, lane(JobType.QUERY_MINER, 1, context -> done()));

        Thread closing = Thread.ofVirtual().start(() -> pool.close(Duration.ofMinutes(1)));
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        slow.answers.complete(null);
        assertThat(closing.join(Duration.ofSeconds(30))).isTrue();
        assertThat(queue.jobs()).extracting("status").containsExactly(JobStatus.PENDING);
    }
}
