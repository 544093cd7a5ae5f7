package fairweather.job.postgres;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.database.MigratedDatabase;
import fairweather.job.Job;
import fairweather.job.JobQueueContract;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PostgresJobQueueTest extends JobQueueContract {
    private static MigratedDatabase database;
    private static JobStore store;

    @BeforeAll
    static void createDatabase() {
        database = MigratedDatabase.create();
        store = new PostgresStore(database);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
        database.asOwner("DELETE FROM node_table");
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Test
    void given_a_row_that_another_transaction_has_locked_when_jobs_are_claimed_then_it_is_skipped_while_that_goes_on() {
        long locked = store.enqueue(JobStore.plain(JobType.ERA5));
        long free = store.enqueue(JobStore.plain(JobType.ERA5));
        SqlConnection other = await(database.pool().getConnection());
        await(other.query("BEGIN").execute());
        await(other.preparedQuery("SELECT 1 FROM validator_jobs WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(locked)));

        List<Job> claimed = store.claim(JobType.ERA5, 10);
        await(other.query("ROLLBACK").execute());
        await(other.close());

        assertThat(claimed).extracting(job -> job.lease().jobId()).containsExactly(free);
        assertThat(store.claim(JobType.ERA5, 10))
                .extracting(job -> job.lease().jobId())
                .containsExactly(locked);
    }

    @Test
    void given_a_job_enqueued_in_a_transaction_when_that_rolls_back_then_there_is_no_job() {
        SqlConnection tx = await(database.pool().getConnection());
        await(tx.query("BEGIN").execute());
        await(tx.preparedQuery(JobSql.ENQUEUE)
                .execute(PostgresJobQueue.enqueueValues(JobStore.keyed("unfinished business"))));
        await(tx.query("ROLLBACK").execute());
        await(tx.close());
        assertThat(store.jobs()).isEmpty();
    }

    @Test
    void given_a_job_of_a_response_when_it_lapses_for_good_then_response_run_and_trace_are_in_the_outcome_and_log() {
        int run = store.newRun();
        int response = database.newResponse(run, 0);
        NewJob job = NewJob.ofMiner(JobType.DAY1, run, response, 0, new JsonObject(), fairweather.job.Due.now())
                .withTrace("00-trace-07");
        long id = store.enqueue(job);
        for (int crash = 1; crash <= 5; crash++) {
            store.claimOne(JobType.DAY1);
            store.advance(Duration.ofSeconds(31));
            await(store.queue().reclaimExpired(10));
        }

        assertThat(store.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.runId()).isEqualTo(run);
            assertThat(outcome.responseId()).isEqualTo(response);
            assertThat(outcome.minerUid()).isZero();
        });
        assertThat(database.first("SELECT trace_context FROM outcomes", String.class))
                .isEqualTo("00-trace-07");
        String lines = "SELECT string_agg(message, '|' ORDER BY id) FROM validator_job_logs WHERE job_id = ?";
        assertThat(database.first(lines, String.class, id).split("\\|"))
                .hasSize(5)
                .startsWith("weather.day1: the lease of worker-a expired at attempt 1; now retry_scheduled")
                .endsWith("weather.day1: the lease of worker-a expired at attempt 5; now failed");
    }

    @Test
    @Tag("F-11")
    @Tag("F-17")
    void given_claims_of_several_workers_when_they_beat_in_opposite_orders_at_once_then_none_waits_for_ever() {
        for (int i = 0; i < 40; i++) {
            store.enqueue(JobStore.plain(JobType.ERA5));
        }
        List<Lease> leases =
                store.claim(JobType.ERA5, 40).stream().map(Job::lease).toList();
        for (int round = 0; round < 20; round++) {
            var beats = io.smallrye.mutiny.Uni.join()
                    .all(
                            store.queue().heartbeat(leases, JobStore.LEASE),
                            store.queue().heartbeat(leases.reversed(), JobStore.LEASE))
                    .andFailFast();
            assertThat(await(beats)).allSatisfy(held -> assertThat(held).hasSize(40));
        }
    }
}
