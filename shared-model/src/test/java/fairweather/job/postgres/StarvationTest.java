package fairweather.job.postgres;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.Due;
import fairweather.job.Job;
import fairweather.job.JobStatus;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.QueueOnPostgres;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What cannot go on does not stand in the way of what can. */
class StarvationTest extends QueueOnPostgres {
    private static final int LEADS_OF_A_RUN = 2_560;

    @Test
    @Tag("P-21")
    void three_runs_that_wait_for_ever_do_not_hold_up_the_one_that_lives() {
        for (int dead = 0; dead < 3; dead++) {
            database.asOwner("""
                    INSERT INTO validator_jobs (job_type, service, priority, run_id, miner_uid, due_at)
                    SELECT 'weather.era5', 'scoring', 50, %d, n / 10, fw_now() + interval '30 days'
                    FROM generate_series(0, %d - 1) AS n
                    """.formatted(store.newRun(), LEADS_OF_A_RUN));
        }
        JsonObject payload = new JsonObject().put("miner_hotkey", "key-7");
        NewJob live = new NewJob(JobType.ERA5, 50, payload, Due.now(), null, store.newRun(), null, 7, null);
        long id = store.enqueue(live);

        assertThat(store.claim(JobType.ERA5, 10))
                .extracting(job -> job.lease().jobId())
                .containsExactly(id);
    }

    @Test
    @Tag("P-22")
    void a_poll_is_claimed_at_once_however_many_scores_are_older() {
        database.asOwner("""
                INSERT INTO validator_jobs (job_type, service, priority, due_at)
                SELECT 'weather.day1', 'scoring', 60, fw_now() - interval '3 hours' FROM generate_series(1, 1000)
                """);
        long poll = store.enqueue(JobStore.plain(JobType.POLL_MINER));
        assertThat(store.claim(JobType.POLL_MINER, 5))
                .extracting(job -> job.lease().jobId())
                .containsExactly(poll);
    }

    @Test
    @Tag("F-10")
    void a_first_page_of_lapsed_leases_that_cannot_be_taken_back_does_not_hide_the_next() {
        Set<Long> stuck = claimed(10);
        store.advance(Duration.ofSeconds(1));
        Set<Long> others = claimed(10);
        store.advance(JobStore.LEASE.plusSeconds(1));
        SqlConnection holder = await(database.pool().getConnection());
        await(holder.query("BEGIN").execute());
        await(holder.query("SELECT 1 FROM validator_jobs ORDER BY lease_expires_at LIMIT 10 FOR UPDATE")
                .execute());

        assertThat(await(store.queue().reclaimExpired(10))).isEqualTo(10);
        await(holder.query("ROLLBACK").execute());
        await(holder.close());
        assertThat(store.jobs())
                .filteredOn(job -> job.status() == JobStatus.RETRY_SCHEDULED)
                .extracting("id")
                .containsExactlyInAnyOrderElementsOf(others);

        assertThat(await(store.queue().reclaimExpired(10))).isEqualTo(10);
        assertThat(store.jobs())
                .filteredOn(job -> stuck.contains(job.id()))
                .extracting("status")
                .containsOnly(JobStatus.RETRY_SCHEDULED);
    }

    @Test
    @Tag("F-10")
    void looks_at_one_page_after_the_other_take_back_whatever_has_lapsed() {
        Set<Long> all = claimed(95);
        store.advance(JobStore.LEASE.plusSeconds(1));
        int looks = 0;
        int taken = 0;
        for (int found = 1; found > 0; looks++) {
            found = await(store.queue().reclaimExpired(10));
            taken += found;
        }
        assertThat(taken).isEqualTo(all.size());
        assertThat(looks).isEqualTo(11);
    }

    private static Set<Long> claimed(int jobs) {
        for (int n = 0; n < jobs; n++) {
            store.enqueue(JobStore.plain(JobType.ERA5));
        }
        Set<Long> ids = new HashSet<>();
        for (Job job : store.claim(JobType.ERA5, jobs)) {
            ids.add(job.lease().jobId());
        }
        return ids;
    }
}
