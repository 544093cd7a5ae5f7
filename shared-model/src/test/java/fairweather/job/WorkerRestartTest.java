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
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workers that die and come back, at worst under the name of the dead. */
class WorkerRestartTest extends PoolOnPostgres {
    private static final int SLOTS = 4;

    /** A process that can be killed: what it still says no longer reaches the database. */
    private static final class Mortal implements AutoCloseable {
        private final BreakingQueue way = new BreakingQueue(database);
        private final WorkerPool pool;

        Mortal(Task task) {
            Lane lane = new Lane(JobType.QUERY_MINER, task, SLOTS, executor);
            pool = new WorkerPool(way.queue(), way.history(), "worker-a", List.of(lane), QUIET);
        }

        Mortal dyingAt(int statement) {
            way.wire().breakAt(statement, Moment.AFTER, Outage.LASTING);
            return this;
        }

        Mortal started() {
            pool.start();
            return this;
        }

        boolean dead() {
            return way.wire().hasBroken();
        }

        @Override
        public void close() {
            pool.close(Duration.ZERO);
            way.close();
        }
    }

    private static Uni<TaskResult> accepted(TaskContext context) {
        Report report = Report.of(OutcomeDraft.of(OutcomeKind.QUERY_ACCEPTED));
        return Uni.createFrom().item(TaskResult.succeeded(report));
    }

    private static long completed() {
        return store.jobs().stream()
                .filter(job -> job.status() == JobStatus.COMPLETED)
                .count();
    }

    @Test
    @Tag("P-16")
    @Tag("F-04")
    @Tag("F-06")
    void a_successor_under_the_same_name_has_all_its_slots_at_once_and_ends_nothing_of_its_predecessor() {
        for (int n = 0; n < 40; n++) {
            store.enqueue(JobStore.plain(JobType.QUERY_MINER));
        }
        Mortal first = new Mortal(context -> Uni.createFrom().<TaskResult>nothing()).started();
        await().until(() -> first.pool.running() == SLOTS);
        first.dyingAt(1);
        Mortal second = new Mortal(WorkerRestartTest::accepted).started();
        try (first;
                second) {
            await().until(() -> completed() == 40 - SLOTS);
            assertThat(store.jobs())
                    .filteredOn(job -> job.status() == JobStatus.IN_PROGRESS)
                    .hasSize(SLOTS);

            store.advance(LEASE.plusSeconds(1));
            await(store.queue().reclaimExpired(10));
            second.pool.wake();
            await().until(() -> completed() == 40);
        }
    }

    private static boolean ended(StoredJob job) {
        return job.status() == JobStatus.COMPLETED || job.status() == JobStatus.FAILED;
    }

    /** Whoever was in flight at five deaths in a row is given up, as poison would be; everybody else is done. */
    @Test
    @Tag("P-16")
    @Tag("P-02")
    @Tag("F-01")
    @Tag("I1")
    @Tag("I2")
    void a_storm_of_deaths_loses_nothing_and_ends_nothing_twice() {
        Random random = new Random(16);
        for (int n = 0; n < 60; n++) {
            store.enqueue(JobStore.plain(JobType.QUERY_MINER));
        }
        for (int death = 0; death < 8; death++) {
            try (Mortal worker = new Mortal(WorkerRestartTest::accepted)
                    .dyingAt(1 + random.nextInt(25))
                    .started()) {
                await().until(worker::dead);
            }
            store.advance(LEASE.plusSeconds(1));
            await(store.queue().reclaimExpired(100));
        }
        try (Mortal last = new Mortal(WorkerRestartTest::accepted).started()) {
            await().until(() -> store.jobs().stream().allMatch(WorkerRestartTest::ended));
            assertThat(last.dead()).isFalse();
        }
        assertThat(store.outcomes()).hasSize(60).extracting("jobId").doesNotHaveDuplicates();
        assertThat(store.jobs())
                .filteredOn(job -> job.status() == JobStatus.FAILED)
                .hasSizeLessThan(12)
                .allSatisfy(job -> assertThat(job.attempts()).isEqualTo(5));
    }
}
