package fairweather.job;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.job.memory.InMemoryJobQueue;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pool on the queue in memory. */
class WorkerPoolTest extends PoolOnMemory {
    @Test
    void given_more_jobs_than_slots_when_they_run_then_never_more_than_the_slots_at_once_and_all_in_the_end() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            await(queue.enqueue(JobStore.plain(JobType.QUERY_MINER)));
        }
        CompletableFuture<Void> open = new CompletableFuture<>();
        start(queue, USUAL, lane(JobType.QUERY_MINER, 3, context -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            return Uni.createFrom().completionStage(open).flatMap(opened -> {
                running.decrementAndGet();
                return done();
            });
        }));

        await().untilAsserted(() -> assertThat(running).hasValue(3));
        assertThat(queue.jobs())
                .filteredOn(job -> job.status() == JobStatus.IN_PROGRESS)
                .hasSize(3);
        assertThat(pool.running()).isEqualTo(3);
        open.complete(null);
        await().untilAsserted(
                        () -> assertThat(queue.jobs()).extracting("status").containsOnly(JobStatus.COMPLETED));
        assertThat(most).hasValue(3);
        assertThat(queue.jobs()).extracting("attempts").containsOnly(0);
    }

    @Test
    @Tag("P-22")
    void given_a_lane_that_is_full_when_another_type_is_due_then_it_runs_and_types_without_a_lane_wait() {
        enqueue(JobType.DAY1);
        long second = enqueue(JobType.DAY1);
        long query = enqueue(JobType.QUERY_MINER);
        long seed = enqueue(JobType.SEED);
        start(
                queue,
                USUAL,
                lane(JobType.DAY1, 1, context -> Uni.createFrom().nothing()),
                lane(JobType.QUERY_MINER, 1, context -> done()));

        awaitStatus(query, JobStatus.COMPLETED);
        assertThat(job(second).status()).isEqualTo(JobStatus.PENDING);
        assertThat(job(seed).status()).isEqualTo(JobStatus.PENDING);
    }

    @Test
    void given_an_attempt_past_its_hard_limit_when_it_is_given_up_then_it_is_retried_with_its_reason() {
        long id = enqueue(JobType.QUERY_MINER);
        Task never = context -> Uni.createFrom().nothing();
        start(queue, USUAL, new Lane(JobType.QUERY_MINER, never, 1, executor, Duration.ofMillis(50)));

        awaitStatus(id, JobStatus.RETRY_SCHEDULED);
        assertThat(job(id).lastFailure().code()).isEqualTo(Code.JOB_DEADLINE);
        assertThat(job(id).lastFailure().message()).isEqualTo("not done after PT0.05S");
        assertThat(queue.steps()).singleElement().satisfies(step -> {
            assertThat(step.key()).isEqualTo(StepKey.QUERY);
            assertThat(step.status()).isEqualTo(StepStatus.RETRY_SCHEDULED);
            assertThat(step.retries()).isEqualTo(1);
            assertThat(step.nextRetryTime()).isEqualTo(job(id).dueAt());
        });
        await().untilAsserted(() -> assertThat(pool.running()).isZero());
    }

    @Test
    void given_an_attempt_past_its_hard_limit_when_its_thread_waits_then_it_is_interrupted_before_the_slot_is_free()
            throws InterruptedException {
        long late = enqueue(JobType.DAY1);
        long next = enqueue(JobType.DAY1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Task waiting = context -> Uni.createFrom().item(() -> {
            if (context.job().lease().jobId() == late) {
                waitForever(interrupted);
                waitFor(leave);
            }
            return TaskResult.succeeded(Report.NOTHING);
        });
        start(queue, USUAL, new Lane(JobType.DAY1, waiting, 1, executor, Duration.ofMillis(50)));

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        awaitStatus(late, JobStatus.RETRY_SCHEDULED);
        assertThat(job(next).status()).isEqualTo(JobStatus.PENDING);
        leave.countDown();
        awaitStatus(next, JobStatus.COMPLETED);
    }

    private static void waitForever(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            interrupted.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void given_a_failure_that_asks_for_patience_when_it_is_retried_then_not_before() {
        long id = enqueue(JobType.QUERY_MINER);
        Failure limited = Failure.of(Code.RATE_LIMITED, "slower");
        start(
                queue,
                USUAL,
                lane(
                        JobType.QUERY_MINER,
                        1,
                        context -> Uni.createFrom()
                                .item(new TaskResult.Failed(
                                        limited, StepKey.QUERY, 3L, Report.NOTHING, Duration.ofMinutes(10)))));

        awaitStatus(id, JobStatus.RETRY_SCHEDULED);
        assertThat(Duration.between(clock.instant(), job(id).dueAt())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void given_a_database_that_restarts_when_a_task_meets_it_then_the_job_waits_and_spends_nothing() {
        long id = enqueue(JobType.QUERY_MINER);
        start(queue, USUAL, lane(JobType.QUERY_MINER, 1, context -> {
            throw new IllegalStateException(
                    "cannot read", new PgException("terminating connection", "FATAL", "57P01", null));
        }));

        await().untilAsserted(() -> assertThat(job(id).deferrals()).isEqualTo(1));
        assertThat(job(id).status()).isEqualTo(JobStatus.PENDING);
        assertThat(queue.steps()).isEmpty();
    }

    @Test
    @Tag("P-15")
    @Tag("P-42")
    void given_a_task_that_throws_when_it_is_repeated_then_the_steps_policy_says_when_and_when_no_more() {
        long id = enqueue(JobType.QUERY_MINER);
        start(queue, USUAL, lane(JobType.QUERY_MINER, 1, context -> {
            throw new IllegalStateException("lost 10.1.2.3:8091 while reading /var/lib/fairweather/secret/x.nc");
        }));

        int[] seconds = {60, 300, 900};
        for (int n = 1; n <= 3; n++) {
            awaitStatus(id, JobStatus.RETRY_SCHEDULED);
            Duration wait = Duration.between(clock.instant(), job(id).dueAt());
            assertThat(wait.toMillis()).isBetween(seconds[n - 1] * 900L, seconds[n - 1] * 1100L);
            assertThat(queue.steps().getFirst().retries()).isEqualTo(n);
            assertThat(queue.outcomes().getLast().data())
                    .isEqualTo(new JsonObject()
                            .put("stage", "query")
                            .put("substep", "initiate_fetch")
                            .put("lead_hours", null)
                            .put("code", "VALIDATOR_INTERNAL")
                            .put("message", "IllegalStateException: lost [IP] while reading x.nc")
                            .put("latency_ms", null)
                            .put("final", false)
                            .put("remaining", 3 - n)
                            .put("next_retry_at", job(id).dueAt().toString()));
            int outcomes = n + 1;
            clock.advance(wait);
            pool.wake();
            await().untilAsserted(() -> assertThat(queue.outcomes()).hasSize(outcomes));
        }

        awaitStatus(id, JobStatus.FAILED);
        assertThat(queue.steps().getFirst().status()).isEqualTo(StepStatus.FAILED);
        assertThat(queue.outcomes()).hasSize(4).last().satisfies(last -> {
            assertThat(last.kind()).isEqualTo(OutcomeKind.STEP_FAILED);
            assertThat(last.data().getBoolean("final")).isTrue();
            assertThat(last.data().getInteger("remaining")).isZero();
            assertThat(last.data().getString("next_retry_at")).isNull();
        });
    }

    @Test
    void given_a_failure_that_no_repeat_can_help_when_it_happens_then_the_job_is_failed_at_once() {
        long id = enqueue(JobType.QUERY_MINER);
        start(queue, USUAL, lane(JobType.QUERY_MINER, 1, context -> {
            throw new FailureException(Code.REJECTED_IDENTITY, "the miner refused");
        }));

        awaitStatus(id, JobStatus.FAILED);
        assertThat(job(id).lastFailure().code()).isEqualTo(Code.REJECTED_IDENTITY);
        assertThat(queue.outcomes()).hasSize(1);
    }

    @Test
    void given_a_task_without_a_result_when_it_ends_then_that_is_an_internal_failure() {
        long id = enqueue(JobType.QUERY_MINER);
        start(
                queue,
                USUAL,
                lane(JobType.QUERY_MINER, 1, context -> Uni.createFrom().nullItem()));

        awaitStatus(id, JobStatus.RETRY_SCHEDULED);
        assertThat(job(id).lastFailure().code()).isEqualTo(Code.VALIDATOR_INTERNAL);
        assertThat(job(id).lastFailure().message()).contains("the task returned no result");
    }

    @Test
    @Tag("F-05")
    void given_a_result_that_the_store_refuses_when_a_lease_has_passed_then_that_is_written_as_the_failure() {
        writer = write -> {
            throw new IllegalArgumentException("new row violates check constraint numbers_are_finite");
        };
        long id = enqueue(JobType.ERA5);
        start(queue, SHORT, lane(JobType.ERA5, 1, context -> {
            Report report = Report.of(OutcomeDraft.of(OutcomeKind.LEAD_SCORED)).and(Write.of("insert"));
            return Uni.createFrom().item(TaskResult.succeeded(report));
        }));

        awaitStatus(id, JobStatus.RETRY_SCHEDULED);
        assertThat(job(id).lastFailure().code()).isEqualTo(Code.DATABASE);
        assertThat(job(id).lastFailure().message())
                .isEqualTo("the result could not be written: new row violates check constraint numbers_are_finite");
        assertThat(queue.outcomes()).extracting("kind").containsExactly(OutcomeKind.STEP_FAILED);
        assertThat(queue.writes()).isEmpty();
    }

    @Test
    void given_a_job_of_no_run_when_it_fails_then_its_outcome_is_written_and_no_step() {
        long id = await(queue.enqueue(JobStore.plain(JobType.ERA5_TRUTH))).orElseThrow();
        start(queue, USUAL, lane(JobType.ERA5_TRUTH, 1, context -> {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the disk is full");
        }));

        awaitStatus(id, JobStatus.RETRY_SCHEDULED);
        assertThat(queue.outcomes()).extracting("kind").containsExactly(OutcomeKind.STEP_FAILED);
        assertThat(queue.steps()).isEmpty();
    }

    @Test
    @Tag("P-27")
    void given_a_task_that_reports_midway_when_it_ends_then_outcomes_are_numbered_through_and_a_wait_costs_nothing() {
        long id = enqueue(JobType.ERA5);
        Report lead = Report.of(OutcomeDraft.of(OutcomeKind.LEAD_SCORED));
        start(
                queue,
                USUAL,
                lane(
                        JobType.ERA5,
                        1,
                        context -> context.report(lead)
                                .chain(() -> context.report(lead))
                                .map(told -> new TaskResult.Deferred(
                                        Due.after(Duration.ofHours(1)), "no truth yet", null, lead))));

        awaitStatus(id, JobStatus.PENDING);
        await().untilAsserted(() -> assertThat(queue.outcomes()).extracting("n").containsExactly(0, 1, 2));
        assertThat(job(id).deferrals()).isEqualTo(1);
        assertThat(job(id).attempts()).isZero();
        assertThat(job(id).dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    }

    @Test
    void given_an_attempt_that_lost_its_job_when_it_reports_then_it_is_stopped_and_its_work_discarded() {
        long id = enqueue(JobType.ERA5);
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        AtomicReference<Throwable> stopped = new AtomicReference<>();
        start(
                queue,
                USUAL,
                lane(
                        JobType.ERA5,
                        1,
                        context -> Uni.createFrom()
                                .completionStage(cancelled)
                                .chain(() -> context.report(Report.of(OutcomeDraft.of(OutcomeKind.LEAD_SCORED))))
                                .onFailure()
                                .invoke(stopped::set)
                                .chain(WorkerPoolTest::done)));
        awaitStatus(id, JobStatus.IN_PROGRESS);
        await(queue.cancel(id, "the run is over"));
        cancelled.complete(null);

        await().untilAsserted(() -> assertThat(pool.running()).isZero());
        assertThat(stopped.get()).isInstanceOf(LeaseLostException.class);
        assertThat(pool.leasesLost()).isEqualTo(1);
        assertThat(job(id).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(queue.outcomes()).isEmpty();
        assertThat(queue.steps()).isEmpty();
    }

    @Test
    @Tag("P-19")
    void given_an_attempt_longer_than_a_lease_when_the_pool_beats_then_nobody_else_gets_the_job() {
        InMemoryJobQueue timed = new InMemoryJobQueue(InstantSource.system());
        long id = await(timed.enqueue(JobStore.plain(JobType.DAY1))).orElseThrow();
        CompletableFuture<Void> work = new CompletableFuture<>();
        start(
                timed,
                SHORT,
                lane(
                        JobType.DAY1,
                        1,
                        context -> Uni.createFrom().completionStage(work).chain(done -> done())));

        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            assertThat(await(timed.reclaimExpired(10))).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(SHORT.lease().multipliedBy(2));
        });
        work.complete(null);
        await().untilAsserted(() -> assertThat(timed.jobs()).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(id);
            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.leaseToken()).isEqualTo(1);
        }));
    }

    @Test
    void given_a_lane_with_an_executor_when_its_task_starts_then_it_starts_there() {
        long id = enqueue(JobType.DAY1);
        AtomicReference<String> thread = new AtomicReference<>();
        Executor named = command -> Thread.ofPlatform().name("arithmetic").start(command);
        Task task = context -> {
            thread.set(Thread.currentThread().getName());
            return done();
        };
        start(queue, USUAL, new Lane(JobType.DAY1, task, 1, named));

        awaitStatus(id, JobStatus.COMPLETED);
        assertThat(thread).hasValue("arithmetic");
    }

    @Test
    void given_a_job_for_a_little_later_when_its_time_comes_then_it_runs_without_being_woken() {
        InMemoryJobQueue timed = new InMemoryJobQueue(InstantSource.system());
        await(timed.enqueue(JobStore.of(JobType.ERA5, 50, Due.after(Duration.ofMillis(300)), null)));
        start(timed, SHORT, lane(JobType.ERA5, 1, context -> done()));
        await().untilAsserted(
                        () -> assertThat(timed.jobs()).extracting("status").containsExactly(JobStatus.COMPLETED));
    }

    @Test
    void given_a_claim_that_fails_when_other_lanes_claim_then_they_run_and_the_broken_one_is_tried_again() {
        Faults faults = new Faults(queue, JobType.QUERY_MINER, 1);
        long day1 = enqueue(JobType.DAY1);
        long query = enqueue(JobType.QUERY_MINER);
        start(faults, USUAL, lane(JobType.QUERY_MINER, 1, context -> done()), lane(JobType.DAY1, 1, context -> done()));

        awaitStatus(day1, JobStatus.COMPLETED);
        awaitStatus(query, JobStatus.COMPLETED);
        assertThat(faults.failuresLeft).hasValue(0);
        assertThat(queue.jobs()).extracting("leaseToken").containsOnly(1L);
    }
}
