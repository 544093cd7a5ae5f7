package fairweather.job.postgres;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.QueueOnPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A row that somebody else has locked costs no other row anything. */
class LockedRowTest extends QueueOnPostgres {

    private static Lease lease() {
        store.enqueue(JobStore.plain(JobType.ERA5));
        return store.claimOne(JobType.ERA5).lease();
    }

    @Test
    void given_a_locked_row_when_a_process_beats_then_its_other_leases_are_renewed_and_none_is_taken_for_lost()
            throws Exception {
        Lease locked = lease();
        Lease other = lease();
        try (Connection somebody = database.where().connectAsOwner()) {
            somebody.setAutoCommit(false);
            try (PreparedStatement lock =
                    somebody.prepareStatement("SELECT FROM validator_jobs WHERE id = ? FOR UPDATE")) {
                lock.setLong(1, locked.jobId());
                lock.execute();
            }
            store.advance(LEASE.minus(Duration.ofSeconds(5)));

            assertThat(await(store.queue().heartbeat(Set.of(locked, other), LEASE)))
                    .containsExactlyInAnyOrder(locked, other);
            store.advance(Duration.ofSeconds(10));
            assertThat(await(store.queue().reclaimExpired(10))).isZero();
            somebody.rollback();
        }
        assertThat(await(store.queue().reclaimExpired(10))).isOne();
        assertThat(await(store.queue().heartbeat(Set.of(locked, other), LEASE))).containsExactly(other);
    }
}
