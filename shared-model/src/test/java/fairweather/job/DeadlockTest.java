package fairweather.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeadlockTest extends PoolOnPostgres {
    private static final String COUNT_UP = "UPDATE node_table SET port = port + 1 WHERE uid = $1";
    private static final String GATE = "17";

    /** The transaction waits at the gate with its first row; what the deadlock adds to the statistics is told at once. */
    private static Report report(int first) {
        return Report.NOTHING
                .and(Write.of(COUNT_UP, first))
                .and(Write.of("SELECT pg_stat_force_next_flush()"))
                .and(Write.of("SELECT pg_advisory_xact_lock_shared(" + GATE + ")"))
                .and(Write.of(COUNT_UP, 3 - first))
                .and(OutcomeDraft.of(OutcomeKind.QUERY_ACCEPTED));
    }

    private static long atTheGate() {
        return database.first("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", Long.class);
    }

    /** PostgreSQL ends one of the two transactions; its attempt writes again, and no work is lost or done twice. */
    @Test
    @Tag("F-17")
    void two_ends_that_lock_the_same_rows_in_opposite_orders_are_both_written_in_the_end() throws SQLException {
        database.asOwner("INSERT INTO node_table (uid, hotkey, port) VALUES (1, 'one', 0), (2, 'two', 0)");
        store.enqueue(JobStore.plain(JobType.QUERY_MINER));
        store.enqueue(JobStore.plain(JobType.QUERY_MINER));
        List<CompletableFuture<TaskResult>> results = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        Iterator<CompletableFuture<TaskResult>> left = results.iterator();
        Task task = context -> {
            synchronized (left) {
                return Uni.createFrom().completionStage(left.next());
            }
        };
        Lane lane = new Lane(JobType.QUERY_MINER, task, 2, executor);
        try (Connection gatekeeper = database.where().connectAsOwner();
                Statement gate = gatekeeper.createStatement();
                WorkerPool pool = new WorkerPool(store.queue(), store.history(), "worker-a", List.of(lane))) {
            gate.execute("SELECT pg_advisory_lock(" + GATE + ")");
            pool.start();
            for (int i = 0; i < 2; i++) {
                results.get(i).complete(TaskResult.succeeded(report(i + 1)));
                int waiting = i + 1;
                await().until(() -> atTheGate() == waiting);
            }
            gate.execute("SELECT pg_advisory_unlock(" + GATE + ")");
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
}
