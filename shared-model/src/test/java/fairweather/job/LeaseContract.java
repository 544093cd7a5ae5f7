package fairweather.job;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Category;
import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.memory.StoredJob;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who holds a job, until when, and what a holder that lost it can still do: nothing. */
interface LeaseContract {
    Duration PAST_LEASE = LEASE.plusSeconds(1);

    JobStore store();

    @Test
    @Tag("P-38")
    default void given_a_claim_when_it_beats_in_time_then_its_lease_is_extended() {
        Job job = store().claimedOfMiner(JobType.QUERY_MINER);
        var first = store().job(job.lease().jobId()).leaseExpiresAt();
        assertThat(first)
                .isBetween(
                        store().now().plus(LEASE).minusSeconds(5), store().now().plus(LEASE));

        store().advance(Duration.ofSeconds(20));
        assertThat(await(store().queue().heartbeat(List.of(job.lease()), LEASE)))
                .containsExactly(job.lease());
        assertThat(store().job(job.lease().jobId()).leaseExpiresAt())
                .isBetween(first.plusSeconds(20), store().now().plus(LEASE));

        store().advance(Duration.ofSeconds(20));
        assertThat(await(store().queue().reclaimExpired(100))).isZero();
    }

    @Test
    default void given_some_lost_leases_when_all_beat_then_only_those_still_held_are_named() {
        Job held = store().claimedOfMiner(JobType.QUERY_MINER);
        Job finished = store().claimedOfMiner(JobType.QUERY_MINER, 8);
        Job cancelled = store().claimedOfMiner(JobType.QUERY_MINER, 9);
        Job released = store().claimedOfMiner(JobType.QUERY_MINER, 10);
        store().finish(finished, new End.Skipped("nothing to do"));
        await(store().queue().cancel(cancelled.lease().jobId(), "not wanted"));
        await(store().queue().release(List.of(released.lease())));

        Set<Lease> alive = await(store().queue()
                .heartbeat(
                        List.of(held.lease(), finished.lease(), cancelled.lease(), released.lease(), new Lease(999, 1)),
                        LEASE));
        assertThat(alive).containsExactly(held.lease());
        assertThat(await(store().queue().heartbeat(List.of(), LEASE))).isEmpty();
    }

    @Test
    @Tag("F-02")
    default void given_a_job_that_was_claimed_again_when_both_leases_beat_then_only_the_later_one_is_held() {
        Job first = store().claimedOfMiner(JobType.QUERY_MINER);
        store().advance(PAST_LEASE);
        await(store().queue().reclaimExpired(100));
        Job second = store().claimOne(JobType.QUERY_MINER);
        assertThat(second.lease().jobId()).isEqualTo(first.lease().jobId());

        assertThat(await(store().queue().heartbeat(List.of(first.lease(), second.lease()), LEASE)))
                .containsExactly(second.lease());
    }

    @Test
    @Tag("F-12")
    default void given_a_lapsed_lease_that_nobody_took_when_its_holder_beats_then_it_is_alive_again() {
        Job job = store().claimedOfMiner(JobType.QUERY_MINER);
        store().advance(PAST_LEASE);
        assertThat(await(store().queue().heartbeat(List.of(job.lease()), LEASE)))
                .containsExactly(job.lease());
        assertThat(await(store().queue().reclaimExpired(100))).isZero();
        assertThat(store().finish(job, new End.Succeeded(new JsonObject()))).isTrue();
    }

    @Test
    @Tag("F-01")
    default void given_a_lapsed_lease_when_it_is_reclaimed_then_the_job_is_due_at_once_with_a_larger_token() {
        Job old = store().claimedOfMiner(JobType.QUERY_MINER);
        store().advance(PAST_LEASE);

        assertThat(await(store().queue().reclaimExpired(100))).isEqualTo(1);
        StoredJob waiting = store().job(old.lease().jobId());
        assertThat(waiting.status()).isEqualTo(JobStatus.RETRY_SCHEDULED);
        assertThat(waiting.lastFailure().category()).isEqualTo(Category.LEASE_EXPIRED);
        assertThat(waiting.lastFailure().message()).isEqualTo("the worker stopped without a report (attempt 1)");

        Job again = store().claimOne(JobType.QUERY_MINER);
        assertThat(again.lease())
                .isEqualTo(new Lease(old.lease().jobId(), old.lease().token() + 1));
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(store().outcomes()).isEmpty();
    }

    @Test
    @Tag("F-02")
    @Tag("I3")
    default void given_a_holder_that_lost_its_job_when_it_writes_then_nothing_at_all_changes() {
        Job stale = store().claimedOfMiner(JobType.QUERY_MINER);
        store().advance(PAST_LEASE);
        await(store().queue().reclaimExpired(100));
        Job current = store().claimOne(JobType.QUERY_MINER);
        StoredJob before = store().job(current.lease().jobId());
        Report report = Report.of(StepEvent.succeeded(StepKey.QUERY, 5L, null))
                .and(OutcomeDraft.of(OutcomeKind.QUERY_ACCEPTED))
                .and(store().goodWrite("stale"));

        JobQueue queue = store().queue();
        assertThat(await(queue.report(stale.lease(), report, 0))).isFalse();
        assertThat(await(queue.finish(stale.lease(), new End.Succeeded(new JsonObject()), report, 0)))
                .isFalse();
        assertThat(await(queue.finish(stale.lease(), new End.Deferred(Due.now(), "later", null), report, 0)))
                .isFalse();
        assertThat(await(queue.heartbeat(List.of(stale.lease()), Duration.ofHours(1))))
                .isEmpty();
        assertThat(await(queue.release(List.of(stale.lease())))).isZero();

        assertThat(store().job(current.lease().jobId())).isEqualTo(before);
        assertThat(store().steps()).isEmpty();
        assertThat(store().outcomes()).isEmpty();
        assertThat(store().writtenNames()).isEmpty();
        assertThat(await(queue.finish(current.lease(), new End.Succeeded(new JsonObject()), report, 0)))
                .isTrue();
        assertThat(store().writtenNames()).containsExactly("stale");
    }

    @Test
    @Tag("I2")
    default void given_a_finished_job_when_its_holder_finishes_it_again_then_the_first_end_stays() {
        Job job = store().claimedOfMiner(JobType.QUERY_MINER);
        assertThat(store().finish(job, new End.Succeeded(new JsonObject().put("n", 1))))
                .isTrue();
        assertThat(store().finish(job, new End.Skipped("again"))).isFalse();

        StoredJob stored = store().job(job.lease().jobId());
        assertThat(stored.result())
                .isEqualTo(new JsonObject().put("outcome", "done").put("detail", new JsonObject().put("n", 1)));
    }

    @Test
    @Tag("P-51")
    default void given_five_crashes_in_a_row_when_the_fifth_lease_lapses_then_the_job_ends_failed_with_an_outcome() {
        long id = store().enqueueOfMiner(JobType.QUERY_MINER);
        Job last = null;
        for (int crash = 1; crash <= 5; crash++) {
            last = store().claimOne(JobType.QUERY_MINER);
            assertThat(last.attempts()).isEqualTo(crash);
            store().advance(PAST_LEASE);
            assertThat(await(store().queue().reclaimExpired(100))).isEqualTo(1);
        }

        StoredJob job = store().job(id);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.lastFailure().category()).isEqualTo(Category.LEASE_EXPIRED);
        assertThat(job.completedAt()).isNotNull();
        assertThat(job.leaseToken()).isEqualTo(last.lease().token() + 1);
        assertThat(store().outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(OutcomeKind.JOB_LEASE_EXPIRED);
            assertThat(outcome.jobId()).isEqualTo(id);
            assertThat(outcome.minerUid()).isEqualTo(7);
            assertThat(outcome.data()).isEqualTo(new JsonObject().put("attempts", 5));
            assertThat(outcome.actor()).isEqualTo("reaper");
        });
        assertThat(store().claim(JobType.QUERY_MINER, 1)).isEmpty();
        assertThat(store().finish(last, new End.Succeeded(new JsonObject()))).isFalse();
    }

    @Test
    @Tag("F-15")
    default void given_crashes_when_an_attempt_reports_an_end_then_they_are_counted_anew() {
        store().enqueueOfMiner(JobType.QUERY_MINER);
        for (int crash = 1; crash <= 4; crash++) {
            store().claimOne(JobType.QUERY_MINER);
            store().advance(PAST_LEASE);
            await(store().queue().reclaimExpired(100));
        }
        store().finish(store().claimOne(JobType.QUERY_MINER), new End.Deferred(Due.now(), "waits", null));

        assertThat(store().claimOne(JobType.QUERY_MINER).attempts()).isEqualTo(1);
    }

    @Test
    @Tag("F-10")
    default void given_more_lapsed_leases_than_the_limit_when_they_are_reclaimed_then_the_oldest_come_first() {
        Job oldest = store().claimedOfMiner(JobType.QUERY_MINER);
        store().advance(Duration.ofSeconds(2));
        Job next = store().claimedOfMiner(JobType.QUERY_MINER, 8);
        store().advance(PAST_LEASE);

        assertThat(await(store().queue().reclaimExpired(1))).isEqualTo(1);
        assertThat(store().job(oldest.lease().jobId()).status()).isEqualTo(JobStatus.RETRY_SCHEDULED);
        assertThat(store().job(next.lease().jobId()).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(await(store().queue().reclaimExpired(1))).isEqualTo(1);
    }

    @Test
    @Tag("F-03")
    @Tag("F-15")
    default void given_claims_when_they_are_released_then_it_is_as_if_they_had_not_been_made_except_for_the_token() {
        Job first = store().claimedOfMiner(JobType.QUERY_MINER);
        assertThat(await(store().queue().release(List.of(first.lease())))).isEqualTo(1);

        StoredJob job = store().job(first.lease().jobId());
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.attempts()).isZero();
        assertThat(job.leaseExpiresAt()).isNull();

        Job again = store().claimOne(JobType.QUERY_MINER);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.lease().token()).isGreaterThan(first.lease().token());
        assertThat(store().finish(first, new End.Succeeded(new JsonObject()))).isFalse();
        assertThat(await(store().queue().release(List.of()))).isZero();
    }

    @Test
    @Tag("F-03")
    default void given_the_claim_of_a_due_retry_when_it_is_released_then_it_is_a_retry_again_and_goes_first() {
        Failure failure = Failure.of(Code.UNREACHABLE, "nobody listens");
        long retry = store().enqueue(JobStore.plain(JobType.ERA5));
        store().finish(store().claimOne(JobType.ERA5), new End.Retried(failure, Duration.ofMinutes(5)));
        store().enqueue(JobStore.plain(JobType.ERA5));
        store().advance(Duration.ofMinutes(6));
        Job claimed = store().claimOne(JobType.ERA5);
        assertThat(claimed.lease().jobId()).isEqualTo(retry);

        assertThat(await(store().queue().release(List.of(claimed.lease())))).isEqualTo(1);
        assertThat(store().job(retry).status()).isEqualTo(JobStatus.RETRY_SCHEDULED);
        assertThat(store().job(retry).attempts()).isZero();
        assertThat(store().claimOne(JobType.ERA5).lease().jobId()).isEqualTo(retry);
    }

    @Test
    default void given_a_running_job_when_it_is_cancelled_then_its_token_grows_and_its_holder_can_write_nothing() {
        Job job = store().claimedOfMiner(JobType.QUERY_MINER);
        assertThat(await(store().queue().cancel(job.lease().jobId(), "the run is over")))
                .isTrue();

        StoredJob stored = store().job(job.lease().jobId());
        assertThat(stored.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(stored.leaseToken()).isEqualTo(job.lease().token() + 1);
        assertThat(stored.result())
                .isEqualTo(new JsonObject().put("outcome", "cancelled").put("reason", "the run is over"));
        assertThat(stored.completedAt()).isNotNull();
        Report report = Report.of(OutcomeDraft.of(OutcomeKind.QUERY_ACCEPTED));
        assertThat(await(store().queue().report(job.lease(), report, 0))).isFalse();
        assertThat(store().finish(job, new End.Succeeded(new JsonObject()))).isFalse();
        assertThat(store().outcomes()).isEmpty();
    }

    @Test
    default void given_waiting_and_finished_jobs_when_they_are_cancelled_then_only_the_unfinished_one_is() {
        long waiting = store().enqueue(JobStore.plain(JobType.DAY1));
        Job done = store().claimedOfMiner(JobType.QUERY_MINER);
        store().finish(done, new End.Succeeded(new JsonObject()));

        assertThat(await(store().queue().cancel(waiting, "not wanted"))).isTrue();
        assertThat(await(store().queue().cancel(waiting, "not wanted"))).isFalse();
        assertThat(await(store().queue().cancel(done.lease().jobId(), "not wanted")))
                .isFalse();
        assertThat(await(store().queue().cancel(12345, "not wanted"))).isFalse();
        assertThat(store().claim(JobType.DAY1, 1)).isEmpty();
        assertThat(store().job(done.lease().jobId()).status()).isEqualTo(JobStatus.COMPLETED);
    }
}
