package fairweather.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.database.MigratedDatabase;
import fairweather.job.postgres.PostgresStore;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeadlockTest {
    private static final String COUNT_UP = "UPDATE node_table SET port = port + 1 WHERE uid = $1";

    private MigratedDatabase database;
    private PostgresStore store;
    private ExecutorService executor;

    @BeforeEach
    void twoRows() {
        database = MigratedDatabase.create();
        store = new PostgresStore(database);
        executor = Executors.newVirtualThreadPerTaskExecutor();
        database.asOwner("INSERT INTO node_table (uid, hotkey, port) VALUES (1, 'one', 0), (2, 'two', 0)");
    }

    @AfterEach
    void close() {
        executor.close();
        database.close();
    }

    /** PostgreSQL ends one of the two transactions; its attempt writes again, and no work is lost or done twice. */
    @Test
    @Tag("F-17")
    void two_ends_that_lock_the_same_rows_in_opposite_orders_are_both_written_in_the_end() {
        CyclicBarrier together = new CyclicBarrier(2);
        store.enqueue(JobStore.plain(JobType.QUERY_MINER));
        store.enqueue(JobStore.plain(JobType.QUERY_MINER));
        Task task = context -> Uni.createFrom().item(() -> {
            int first = arriveAt(together) == 0 ? 1 : 2;
            return TaskResult.succeeded(Report.NOTHING
                    .and(Write.of(COUNT_UP, first))
                    .and(Write.of("SELECT pg_sleep(0.5)"))
                    .and(Write.of(COUNT_UP, 3 - first))
                    .and(OutcomeDraft.of(OutcomeKind.QUERY_ACCEPTED)));
        });
        Lane lane = new Lane(JobType.QUERY_MINER, task, 2, executor);
        try (WorkerPool pool = new WorkerPool(store.queue(), store.history(), "worker-a", List.of(lane))) {
            pool.start();
            await().untilAsserted(
                            () -> assertThat(store.jobs()).extracting("status").containsOnly(JobStatus.COMPLETED));
        }

        assertThat(store.outcomes()).hasSize(2);
        assertThat(database.first("SELECT string_agg(port::text, ' ') FROM node_table", String.class))
                .isEqualTo("2 2");
        assertThat(database.first(
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", Long.class))
                .as("the two did meet")
                .isPositive();
    }

    private static int arriveAt(CyclicBarrier barrier) {
        try {
            return barrier.await();
        } catch (InterruptedException | BrokenBarrierException alone) {
            throw new IllegalStateException(alone);
        }
    }
}
