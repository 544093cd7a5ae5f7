package fairweather.job.postgres;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.database.MigratedDatabase;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.Report;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rows of a job go away under its worker, as when a database is restored. */
class VanishedRowsTest {
    private final MigratedDatabase database = MigratedDatabase.create();
    private final JobStore store = new PostgresStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    private static Report report() {
        return Report.of(StepEvent.succeeded(StepKey.QUERY, 5L, null)).and(OutcomeDraft.of(OutcomeKind.QUERY_ACCEPTED));
    }

    private void nothingCanBeWrittenBy(Job job) {
        assertThat(await(store.queue().heartbeat(Set.of(job.lease()), JobStore.LEASE)))
                .isEmpty();
        assertThat(await(store.queue().report(job.lease(), report(), 0))).isFalse();
        assertThat(await(store.queue().finish(job.lease(), new End.Succeeded(new JsonObject()), report(), 0)))
                .isFalse();
        assertThat(store.steps()).isEmpty();
        assertThat(store.outcomes()).isEmpty();
    }

    @Test
    @Tag("P-55")
    void a_worker_whose_job_has_vanished_writes_nothing() {
        Job job = store.claimedOfMiner(JobType.QUERY_MINER);
        database.asOwner("DELETE FROM validator_jobs");
        nothingCanBeWrittenBy(job);
    }

    /** As long as nobody has claimed the restored row: its tokens begin anew, so a restore wants the services restarted. */
    @Test
    @Tag("P-55")
    void a_worker_whose_job_was_set_back_to_an_older_state_writes_nothing() {
        Job job = store.claimedOfMiner(JobType.QUERY_MINER);
        database.asOwner("UPDATE validator_jobs SET status = 'pending', lease_token = 0, lease_expires_at = NULL");
        nothingCanBeWrittenBy(job);
    }
}
