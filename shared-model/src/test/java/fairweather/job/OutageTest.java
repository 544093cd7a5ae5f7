package fairweather.job;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.job.memory.StoredJob;
import fairweather.job.postgres.BreakingQueue;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.postgres.BreakingWire.Moment;
import fairweather.postgres.BreakingWire.Outage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker pool whose database goes away for a moment or for longer than its leases. */
class OutageTest extends PoolOnPostgres {
    /** BEGIN, the fenced end, the outcome, COMMIT. */
    private static final int STATEMENTS_OF_AN_END = 4;

    private final AtomicInteger runs = new AtomicInteger();
    private CompletableFuture<Void> work;
    private BreakingQueue broken;
    private WorkerPool pool;

    @BeforeEach
    void aPoolWithOneSlot() {
        empty();
        work = new CompletableFuture<>();
        broken = new BreakingQueue(database);
        Task task = context -> {
            runs.incrementAndGet();
            Report report = Report.of(OutcomeDraft.of(OutcomeKind.QUERY_ACCEPTED));
            return Uni.createFrom().completionStage(work).replaceWith(TaskResult.succeeded(report));
        };
        pool = new WorkerPool(
                broken.queue(),
                broken.history(),
                "worker-a",
                List.of(new Lane(JobType.QUERY_MINER, task, 1, executor)),
                QUIET);
        pool.start();
    }

    @AfterEach
    void close() {
        broken.wire().mend();
        pool.close(Duration.ZERO);
        broken.close();
    }

    private StoredJob only() {
        return store.jobs().getFirst();
    }

    private void running() {
        store.enqueueOfMiner(JobType.QUERY_MINER);
        pool.wake();
        await().until(() -> runs.get() == 1);
        await().until(() -> only().status() == JobStatus.IN_PROGRESS);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    @Tag("F-05")
    void an_end_that_meets_a_lost_connection_is_written_once(Moment moment) {
        for (int statement = 1; statement <= STATEMENTS_OF_AN_END; statement++) {
            close();
            runs.set(0);
            aPoolWithOneSlot();
            running();
            broken.wire().breakAt(statement, moment, Outage.MOMENTARY);
            work.complete(null);

            await().until(() -> only().status() == JobStatus.COMPLETED);
            await().until(() -> pool.running() == 0);
            assertThat(broken.wire().hasBroken()).isTrue();
            assertThat(store.outcomes()).hasSize(1);
            assertThat(only().leaseToken()).as("nobody claimed it again").isEqualTo(1);
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    @Tag("F-02")
    @Tag("F-05")
    @Tag("P-02")
    void an_outage_longer_than_the_lease_gives_the_work_to_another_and_the_first_ones_end_is_refused() {
        running();
        broken.wire().breakAt(1, Moment.BEFORE, Outage.LASTING);
        work.complete(null);
        await().until(broken.wire()::hasBroken);

        store.advance(LEASE.plusSeconds(1));
        assertThat(await(store.queue().reclaimExpired(10))).isEqualTo(1);
        Job taken = await(store.queue().claim(JobType.QUERY_MINER, 1, "worker-b", LEASE))
                .getFirst();
        broken.wire().mend();
        await().until(() -> pool.running() == 0);
        assertThat(store.outcomes()).isEmpty();
        assertThat(only().claimedBy()).isEqualTo("worker-b");

        assertThat(store.finish(taken, new End.Succeeded(new JsonObject()))).isTrue();
        assertThat(only().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    @Tag("F-18")
    void after_an_outage_the_same_pool_works_again_without_being_told() {
        broken.wire().breakAt(1, Moment.BEFORE, Outage.LASTING);
        store.enqueueOfMiner(JobType.QUERY_MINER);
        pool.wake();
        await().until(broken.wire()::hasBroken);
        assertThat(runs).hasValue(0);

        work.complete(null);
        broken.wire().mend();
        await().until(() -> only().status() == JobStatus.COMPLETED);
    }
}
