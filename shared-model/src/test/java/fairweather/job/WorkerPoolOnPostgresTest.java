package fairweather.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.database.Notifications;
import fairweather.failure.Code;
import fairweather.job.WorkerPool.Timing;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pool on the queue in PostgreSQL. */
class WorkerPoolOnPostgresTest extends PoolOnPostgres {
    private WorkerPool pool;

    @AfterEach
    void stop() {
        pool.close(Duration.ZERO);
    }

    private void start(Timing timing, Lane lane) {
        start(store.queue(), timing, lane);
    }

    private void start(JobQueue queue, Timing timing, Lane lane) {
        pool = new WorkerPool(queue, store.history(), "worker-a", List.of(lane), timing);
        pool.start();
    }

    @Test
    void given_an_idle_pool_that_does_not_poll_when_a_job_is_enqueued_then_a_notification_wakes_it() {
        CountDownLatch listening = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        start(
                QUIET,
                new Lane(
                        JobType.QUERY_MINER,
                        context -> {
                            runs.incrementAndGet();
                            return done();
                        },
                        4,
                        executor));
        Map<String, Runnable> handlers = Map.of("jobs", () -> {
            listening.countDown();
            pool.wake();
        });
        Notifications notifications = new Notifications(database.vertx(), database.connectOptions(), handlers);
        try (notifications) {
            await().until(() -> listening.getCount() == 0);
            await().during(Duration.ofMillis(200)).until(() -> runs.get() == 0);

            long id = store.enqueueOfMiner(JobType.QUERY_MINER);
            await().until(() -> runs.get() == 1);
            await().until(() -> store.job(id).status() == JobStatus.COMPLETED);

            store.enqueueOfMiner(JobType.QUERY_MINER);
            await().until(() -> runs.get() == 2);
        }
    }

    /** Without a pause it would look a hundred times in each second. */
    @Test
    void given_a_due_job_whose_row_is_locked_when_looks_find_nothing_then_they_become_rare_until_it_is_free()
            throws SQLException {
        long id = store.enqueueOfMiner(JobType.QUERY_MINER);
        Faults counted = new Faults(store.queue(), JobType.SEED, 0);
        try (Connection somebody = database.where().connectAsOwner();
                Statement lock = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            lock.execute("SELECT FROM validator_jobs FOR UPDATE");
            start(counted, QUIET, new Lane(JobType.QUERY_MINER, context -> done(), 1, executor));
            await().until(() -> counted.claims.get() >= 7);
            int looks = counted.claims.get();
            await().during(Duration.ofSeconds(1)).until(() -> counted.claims.get() <= looks + 3);
            somebody.rollback();
        }
        await().until(() -> store.job(id).status() == JobStatus.COMPLETED);
    }

    @Test
    void given_more_jobs_than_slots_when_they_run_then_slots_are_respected_and_each_runs_once() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 60; i++) {
            store.enqueue(JobStore.plain(JobType.QUERY_MINER));
        }
        start(
                QUIET,
                new Lane(
                        JobType.QUERY_MINER,
                        context -> {
                            runs.incrementAndGet();
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            return store.queue()
                                    .untilNextDue(List.of(JobType.SEED))
                                    .flatMap(none -> {
                                        running.decrementAndGet();
                                        return done();
                                    });
                        },
                        5,
                        executor));

        await().untilAsserted(
                        () -> assertThat(store.jobs()).extracting("status").containsOnly(JobStatus.COMPLETED));
        assertThat(runs).hasValue(60);
        assertThat(most.get()).isBetween(2, 5);
        assertThat(store.jobs()).extracting("leaseToken").containsOnly(1L);
    }

    @Test
    @Tag("P-15")
    void given_a_task_that_fails_in_a_test_mode_run_when_it_is_retried_then_all_tables_name_the_same_instant() {
        long id = store.enqueueOfMiner(JobType.QUERY_MINER);
        Task never = context -> Uni.createFrom().nothing();
        start(QUIET, new Lane(JobType.QUERY_MINER, never, 1, executor, Duration.ofMillis(50)));

        await().until(() -> store.job(id).status() == JobStatus.RETRY_SCHEDULED);
        var job = store.job(id);
        assertThat(job.lastFailure().code()).isEqualTo(Code.JOB_DEADLINE);
        String wait = "SELECT extract(epoch FROM due_at - updated_at)::float8 FROM validator_jobs";
        assertThat(database.first(wait, Double.class))
                .as("five seconds, more or less a tenth, from the failure on")
                .isBetween(4.49, 5.51);
        assertThat(store.step(StepKey.QUERY).nextRetryTime()).isEqualTo(job.dueAt());
        assertThat(store.step(StepKey.QUERY).retries()).isEqualTo(1);
        assertThat(store.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(OutcomeKind.STEP_FAILED);
            assertThat(Instant.parse(outcome.data().getString("next_retry_at"))).isEqualTo(job.dueAt());
            assertThat(outcome.data().getInteger("remaining")).isEqualTo(2);
        });
    }

    @Test
    void given_a_task_that_reports_and_ends_when_all_is_well_then_everything_is_in_the_tables() {
        long id = store.enqueueOfMiner(JobType.ERA5);
        start(
                QUIET,
                new Lane(
                        JobType.ERA5,
                        context -> context.report(Report.of(StepEvent.started(StepKey.era5Score(24)))
                                        .and(OutcomeDraft.of(OutcomeKind.LEAD_STARTED)))
                                .map(told -> TaskResult.succeeded(
                                        Report.of(StepEvent.succeeded(StepKey.era5Score(24), 12L, null))
                                                .and(OutcomeDraft.of(OutcomeKind.LEAD_SCORED)))),
                        1,
                        executor));

        await().until(() -> store.job(id).status() == JobStatus.COMPLETED);
        assertThat(store.step(StepKey.era5Score(24)).status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(store.outcomes())
                .extracting("kind")
                .containsExactly(OutcomeKind.LEAD_STARTED, OutcomeKind.LEAD_SCORED);
        assertThat(store.outcomes()).extracting("n").containsExactly(0, 1);
    }

    @Test
    void given_a_report_that_a_constraint_refuses_when_a_lease_has_passed_then_the_failure_is_in_the_tables() {
        long id = store.enqueueOfMiner(JobType.ERA5);
        Timing brief = new Timing(Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofHours(1));
        start(
                brief,
                new Lane(
                        JobType.ERA5,
                        context -> Uni.createFrom()
                                .item(TaskResult.succeeded(Report.of(OutcomeDraft.of(OutcomeKind.LEAD_SCORED))
                                        .and(store.badWrite()))),
                        1,
                        executor));

        await().until(() -> store.job(id).status() == JobStatus.RETRY_SCHEDULED);
        assertThat(store.job(id).lastFailure().code()).isEqualTo(Code.DATABASE);
        assertThat(store.job(id).lastFailure().message()).contains("node_table");
        assertThat(store.outcomes()).extracting("kind").containsExactly(OutcomeKind.STEP_FAILED);
    }
}
