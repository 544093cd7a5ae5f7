package fairweather.job.postgres;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.JobStatus;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.QueueOnPostgres;
import fairweather.job.memory.StoredJob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Expired leases come back whatever is wrong with some of their rows, and whoever got in the way. */
class ReaperTest extends QueueOnPostgres {
    @BeforeAll
    static void countRefusals() {
        database.asOwner("CREATE SEQUENCE refusals; GRANT USAGE ON SEQUENCE refusals TO "
                + database.where().appUser());
    }

    @AfterEach
    void allowAll() {
        database.asOwner("DROP TRIGGER IF EXISTS refusing ON validator_jobs");
    }

    /** Changes of rows for which the condition holds are refused with an error of this SQLSTATE. */
    private static void refuse(String condition, String sqlState) {
        database.asOwner("""
                CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF %s THEN RAISE EXCEPTION 'refused' USING ERRCODE = '%s'; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER refusing BEFORE UPDATE ON validator_jobs FOR EACH ROW EXECUTE FUNCTION refuse()
                """.formatted(condition, sqlState));
    }

    private static List<Long> expired(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            store.enqueue(JobStore.plain(JobType.ERA5));
            ids.add(store.claimOne(JobType.ERA5).lease().jobId());
        }
        store.advance(LEASE.plusSeconds(1));
        return ids;
    }

    private static List<Long> running() {
        return store.jobs().stream()
                .filter(job -> job.status() == JobStatus.IN_PROGRESS)
                .map(StoredJob::id)
                .toList();
    }

    @Test
    void given_a_row_that_cannot_be_changed_when_leases_are_taken_back_then_it_costs_itself_only() {
        List<Long> ids = expired(5);
        refuse("OLD.id = " + ids.get(1), "P0001");

        assertThat(await(store.queue().reclaimExpired(100))).isEqualTo(4);
        assertThat(running()).containsExactly(ids.get(1));
        assertThat(await(store.queue().reclaimExpired(100))).isZero();
    }

    /** As when somebody keeps the run's row locked, which the outcome of a given-up job refers to. */
    @Test
    @Tag("F-10")
    void given_a_row_whose_change_waits_for_a_lock_when_leases_are_taken_back_then_it_costs_itself_only() {
        List<Long> ids = expired(5);
        refuse("OLD.id = " + ids.get(1), "55P03");

        assertThat(await(store.queue().reclaimExpired(100))).isEqualTo(4);
        assertThat(running()).containsExactly(ids.get(1));
    }

    @Test
    @Tag("F-19")
    @Tag("F-10")
    void given_more_bad_rows_than_the_limit_when_leases_are_taken_back_then_those_behind_them_are_reached() {
        List<Long> ids = expired(8);
        refuse("OLD.id <= " + ids.get(4), "P0001");

        assertThat(await(store.queue().reclaimExpired(2))).isEqualTo(2);
        assertThat(await(store.queue().reclaimExpired(2))).isEqualTo(1);
        assertThat(running()).isEqualTo(ids.subList(0, 5));
    }

    @Test
    void given_a_deadlock_when_the_statement_is_repeated_then_nobody_hears_of_it() {
        store.enqueue(JobStore.plain(JobType.ERA5));
        database.asOwner("ALTER SEQUENCE refusals RESTART");
        refuse("nextval('refusals') <= 2", "40P01");
        assertThat(store.claim(JobType.ERA5, 1)).hasSize(1);

        store.advance(LEASE.plusSeconds(1));
        database.asOwner("ALTER SEQUENCE refusals RESTART");
        database.asOwner("DROP TRIGGER refusing ON validator_jobs");
        refuse("nextval('refusals') <= 2", "40001");
        assertThat(await(store.queue().reclaimExpired(1))).isEqualTo(1);
        assertThat(database.first("SELECT last_value FROM refusals", Long.class))
                .isEqualTo(3);
    }
}
