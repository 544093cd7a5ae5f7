package fairweather.job;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.memory.StoredJob;
import fairweather.job.memory.StoredOutcome;
import fairweather.job.memory.StoredStep;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How attempts end and what is written with it. */
interface ReportContract {
    Failure REFUSED = Failure.of(Code.UNREACHABLE, "nobody listens");

    JobStore store();

    @Test
    default void given_a_claim_when_it_succeeds_then_job_step_outcome_and_domain_row_are_written_together() {
        Job job = store().claimedOfMiner(JobType.QUERY_MINER);
        JsonObject context = new JsonObject().put("endpoint", "initiate");
        Report report = Report.of(StepEvent.succeeded(StepKey.QUERY, 41L, context))
                .and(new OutcomeDraft(OutcomeKind.QUERY_ACCEPTED, new JsonObject().put("job_id", "m-1")))
                .and(store().goodWrite("row"));
        assertThat(await(store().queue().finish(job.lease(), new End.Succeeded(new JsonObject()), report, 0)))
                .isTrue();

        StoredJob stored = store().job(job.lease().jobId());
        assertThat(stored.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(stored.attempts()).isZero();
        assertThat(stored.leaseExpiresAt()).isNull();
        assertThat(stored.completedAt()).isBetween(store().now().minusSeconds(5), store().now());
        StoredStep step = store().step(StepKey.QUERY);
        assertThat(step.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(step.runId()).isEqualTo(job.runId());
        assertThat(step.minerUid()).isEqualTo(7);
        assertThat(step.minerHotkey()).isEqualTo("key-7");
        assertThat(step.latencyMs()).isEqualTo(41L);
        assertThat(step.context()).isEqualTo(context);
        assertThat(step.jobId()).isEqualTo(job.lease().jobId());
        assertThat(step.completedAt()).isNotNull();
        assertThat(store().outcomes())
                .containsExactly(new StoredOutcome(
                        OutcomeKind.QUERY_ACCEPTED,
                        job.runId(),
                        null,
                        7,
                        job.lease().jobId(),
                        JobType.QUERY_MINER,
                        job.lease().token(),
                        0,
                        new JsonObject().put("job_id", "m-1"),
                        JobStore.WORKER));
        assertThat(store().writtenNames()).containsExactly("row");
    }

    @Test
    default void given_a_failed_attempt_when_it_is_retried_then_the_same_row_waits_and_all_name_the_same_instant() {
        Job job = store().claimedOfMiner(JobType.QUERY_MINER);
        JsonObject data = new JsonObject().put("code", "UNREACHABLE").put(OutcomeDraft.NEXT_WITH_JOB, true);
        Report report = Report.of(StepEvent.retrying(StepKey.QUERY, REFUSED, 1, 3L))
                .and(new OutcomeDraft(OutcomeKind.STEP_FAILED, data));
        await(store().queue().finish(job.lease(), new End.Retried(REFUSED, Duration.ofMillis(61_234)), report, 0));

        StoredJob stored = store().job(job.lease().jobId());
        assertThat(stored.status()).isEqualTo(JobStatus.RETRY_SCHEDULED);
        assertThat(stored.lastFailure()).isEqualTo(REFUSED);
        assertThat(stored.attempts()).isZero();
        assertThat(Duration.between(store().now(), stored.dueAt()))
                .isBetween(Duration.ofMillis(56_000), Duration.ofMillis(61_234));
        StoredStep step = store().step(StepKey.QUERY);
        assertThat(step.status()).isEqualTo(StepStatus.RETRY_SCHEDULED);
        assertThat(step.retries()).isEqualTo(1);
        assertThat(step.failure()).isEqualTo(REFUSED);
        assertThat(step.completedAt()).isNull();
        assertThat(step.nextRetryTime()).isEqualTo(stored.dueAt());
        JsonObject told = store().outcomes().getFirst().data();
        assertThat(Instant.parse(told.getString("next_retry_at"))).isEqualTo(stored.dueAt());
        assertThat(told.fieldNames()).containsExactlyInAnyOrder("code", "next_retry_at");

        assertThat(store().claim(JobType.QUERY_MINER, 1)).isEmpty();
        store().advance(Duration.ofSeconds(62));
        Job again = store().claimOne(JobType.QUERY_MINER);
        assertThat(again.lease())
                .isEqualTo(new Lease(job.lease().jobId(), job.lease().token() + 1));
        assertThat(await(store().history().used(again, StepKey.QUERY)).retries())
                .isEqualTo(1);
        assertThat(await(store().history().used(again, StepKey.OPEN_STORE)).retries())
                .isZero();
    }

    @Test
    default void given_an_attempt_that_has_to_wait_when_it_is_deferred_then_the_same_row_waits_at_no_cost() {
        Job job = store().claimedOfMiner(JobType.ERA5);
        Instant until = store().now().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MICROS);
        JsonObject payload = job.payload().copy().put("attempt", 2);
        assertThat(store().finish(job, new End.Deferred(Due.at(until), "no truth yet", payload)))
                .isTrue();

        StoredJob stored = store().job(job.lease().jobId());
        assertThat(stored.status()).isEqualTo(JobStatus.PENDING);
        assertThat(stored.dueAt()).isEqualTo(until);
        assertThat(stored.deferrals()).isEqualTo(1);
        assertThat(stored.attempts()).isZero();
        assertThat(stored.lastFailure()).isNull();
        assertThat(stored.result())
                .isEqualTo(new JsonObject().put("outcome", "deferred").put("reason", "no truth yet"));

        store().advance(Duration.ofHours(4));
        Job again = store().claimOne(JobType.ERA5);
        assertThat(again.payload()).isEqualTo(payload);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.deferrals()).isEqualTo(1);
        store().finish(again, new End.Deferred(Due.now(), "once more", null));
        assertThat(store().claimOne(JobType.ERA5).payload())
                .as("null keeps the payload")
                .isEqualTo(payload);
    }

    @Test
    default void given_an_attempt_when_it_fails_for_good_then_the_job_is_failed_and_says_why() {
        Job job = store().claimedOfMiner(JobType.QUERY_MINER);
        store().finish(job, new End.Failed(REFUSED));

        StoredJob stored = store().job(job.lease().jobId());
        assertThat(stored.status()).isEqualTo(JobStatus.FAILED);
        assertThat(stored.lastFailure()).isEqualTo(REFUSED);
        assertThat(stored.completedAt()).isNotNull();
        assertThat(stored.result())
                .isEqualTo(new JsonObject().put("outcome", "failed").put("reason", "nobody listens"));
    }

    @Test
    default void given_a_skipped_and_a_cancelled_attempt_when_they_end_then_the_envelope_says_which() {
        Job skipped = store().claimedOfMiner(JobType.QUERY_MINER);
        store().finish(skipped, new End.Skipped("already queried"));
        Job cancelled = store().claimedOfMiner(JobType.QUERY_MINER);
        store().finish(cancelled, new End.Cancelled("deregistered"));

        StoredJob first = store().job(skipped.lease().jobId());
        assertThat(first.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(first.result())
                .isEqualTo(new JsonObject().put("outcome", "skipped").put("reason", "already queried"));
        StoredJob second = store().job(cancelled.lease().jobId());
        assertThat(second.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(second.result())
                .isEqualTo(new JsonObject().put("outcome", "cancelled").put("reason", "deregistered"));
    }

    @Test
    default void given_reports_in_mid_task_when_the_task_ends_then_its_outcomes_are_numbered_through() {
        Job job = store().claimedOfMiner(JobType.ERA5);
        OutcomeDraft lead = OutcomeDraft.of(OutcomeKind.LEAD_SCORED);
        assertThat(await(store().queue().report(job.lease(), Report.of(lead).and(lead), 0)))
                .isTrue();
        assertThat(store().job(job.lease().jobId()).status()).isEqualTo(JobStatus.IN_PROGRESS);
        await(store().queue().finish(job.lease(), new End.Succeeded(new JsonObject()), Report.of(lead), 2));

        assertThat(store().outcomes()).extracting("n").containsExactly(0, 1, 2);
        assertThat(store().outcomes())
                .extracting("leaseToken")
                .containsOnly(job.lease().token());
    }

    @Test
    default void given_an_outcome_with_a_number_when_the_same_lease_writes_it_again_then_nothing_is_written() {
        Job job = store().claimedOfMiner(JobType.ERA5);
        Report report = Report.of(OutcomeDraft.of(OutcomeKind.LEAD_SCORED)).and(store().goodWrite("row"));
        await(store().queue().report(job.lease(), report, 0));

        assertThatThrownBy(() -> await(store().queue().report(job.lease(), report, 0)))
                .isInstanceOf(RuntimeException.class);
        assertThat(store().outcomes()).hasSize(1);
        assertThat(store().writtenNames()).containsExactly("row");
    }

    @Test
    default void given_a_domain_row_that_is_refused_when_an_attempt_reports_or_ends_then_nothing_at_all_is_written() {
        Job job = store().claimedOfMiner(JobType.ERA5);
        StoredJob before = store().job(job.lease().jobId());
        Report report = Report.of(StepEvent.succeeded(StepKey.ERA5_ATTEMPT, 1L, null))
                .and(OutcomeDraft.of(OutcomeKind.LEAD_SCORED))
                .and(store().goodWrite("row"))
                .and(store().badWrite());

        JobQueue queue = store().queue();
        assertThatThrownBy(() -> await(queue.report(job.lease(), report, 0))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> await(queue.finish(job.lease(), new End.Succeeded(new JsonObject()), report, 0)))
                .isInstanceOf(RuntimeException.class);

        assertThat(store().job(job.lease().jobId())).isEqualTo(before);
        assertThat(store().steps()).isEmpty();
        assertThat(store().outcomes()).isEmpty();
        assertThat(store().writtenNames()).isEmpty();
        assertThat(store().finish(job, new End.Succeeded(new JsonObject()))).isTrue();
    }

    @Test
    @Tag("P-32")
    default void given_a_step_when_its_events_follow_each_other_then_first_start_and_largest_retry_count_stay() {
        Job job = store().claimedOfMiner(JobType.QUERY_MINER);
        JobQueue queue = store().queue();
        await(queue.report(job.lease(), Report.of(StepEvent.started(StepKey.QUERY)), 0));
        Instant started = store().step(StepKey.QUERY).startedAt();
        assertThat(started).isNotNull();
        assertThat(store().step(StepKey.QUERY).completedAt()).isNull();

        store().advance(Duration.ofSeconds(5));
        await(queue.report(job.lease(), Report.of(StepEvent.retrying(StepKey.QUERY, REFUSED, 2, 9L)), 0));
        await(queue.report(job.lease(), Report.of(StepEvent.started(StepKey.QUERY)), 0));
        StoredStep again = store().step(StepKey.QUERY);
        assertThat(again.failure()).as("why it is tried again").isEqualTo(REFUSED);
        assertThat(again.retries()).isEqualTo(2);
        assertThat(again.nextRetryTime()).isNull();

        await(queue.report(job.lease(), Report.of(StepEvent.succeeded(StepKey.QUERY, null, null)), 0));
        StoredStep done = store().step(StepKey.QUERY);
        assertThat(done.startedAt()).isEqualTo(started);
        assertThat(done.completedAt()).isAfter(started.plusSeconds(4));
        assertThat(done.retries()).isEqualTo(2);
        assertThat(done.failure()).isNull();
        assertThat(done.latencyMs()).isEqualTo(9L);

        Instant next = Instant.parse("2030-01-01T00:00:00Z");
        await(queue.report(job.lease(), Report.of(StepEvent.waiting(StepKey.QUERY, next)), 0));
        assertThat(store().step(StepKey.QUERY).nextRetryTime()).isEqualTo(next);
        assertThat(store().step(StepKey.QUERY).completedAt()).isNull();
        assertThat(store().steps()).hasSize(1);
    }

    @Test
    default void given_steps_that_differ_by_lead_or_substep_only_when_they_are_reported_then_each_has_its_row() {
        Job job = store().claimedOfMiner(JobType.ERA5);
        Report report = Report.of(StepEvent.started(StepKey.era5Score(24)))
                .and(StepEvent.started(StepKey.era5Score(48)))
                .and(StepEvent.started(StepKey.era5Lead(24)));
        await(store().queue().report(job.lease(), report, 0));
        assertThat(store().steps())
                .extracting("key")
                .containsExactly(StepKey.era5Score(24), StepKey.era5Score(48), StepKey.era5Lead(24));
    }

    @Test
    default void given_a_job_without_a_run_when_it_reports_a_step_then_that_is_refused_and_outcomes_are_not() {
        store().enqueue(JobStore.plain(JobType.ERA5_TRUTH));
        Job job = store().claimOne(JobType.ERA5_TRUTH);
        Report step = Report.of(StepEvent.started(StepKey.LOAD_TRUTH));

        assertThatThrownBy(() -> await(store().queue().report(job.lease(), step, 0)))
                .hasMessageContaining("a job without a run has no step rows");
        assertThat(await(store().queue().report(job.lease(), Report.of(OutcomeDraft.of(OutcomeKind.TRUTH_WAITING)), 0)))
                .isTrue();
        assertThat(store().outcomes()).singleElement().extracting("runId").isNull();
        assertThat(await(store().history().used(job, StepKey.LOAD_TRUTH)).retries())
                .isZero();
    }
}
