package fairweather.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.database.MigratedDatabase;
import fairweather.database.Notifications;
import fairweather.failure.Code;
import fairweather.job.WorkerPool.Timing;
import fairweather.job.postgres.PostgresStore;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pool on the queue in PostgreSQL. */
class WorkerPoolOnPostgresTest {
    private static final Timing NO_POLLING =
            new Timing(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofHours(1));
    private static final Duration SOON = Duration.ofSeconds(1);

    private static MigratedDatabase database;
    private static PostgresStore store;
    private static ExecutorService executor;
    private WorkerPool pool;

    @BeforeAll
    static void createDatabase() {
        database = MigratedDatabase.create();
        store = new PostgresStore(database);
        executor = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
        executor.close();
    }

    @BeforeEach
    void empty() {
        database.empty();
    }

    @AfterEach
    void stop() {
        pool.close(Duration.ZERO);
    }

    private void start(Timing timing, Lane lane) {
        pool = new WorkerPool(store.queue(), store.history(), "worker-a", List.of(lane), timing);
        pool.start();
    }

    private static Uni<TaskResult> done() {
        return Uni.createFrom().item(TaskResult.succeeded(Report.NOTHING));
    }

    @Test
    void given_an_idle_pool_that_does_not_poll_when_a_job_is_enqueued_then_a_notification_wakes_it_within_a_second() {
        CountDownLatch listening = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        start(
                NO_POLLING,
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
            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> runs.get() == 1);
            await().until(() -> store.job(id).status() == JobStatus.COMPLETED);

            store.enqueueOfMiner(JobType.QUERY_MINER);
            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> runs.get() == 2);
        }
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
                NO_POLLING,
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
        start(NO_POLLING, new Lane(JobType.QUERY_MINER, never, 1, executor, Duration.ofMillis(50)));

        await().until(() -> store.job(id).status() == JobStatus.RETRY_SCHEDULED);
        var job = store.job(id);
        assertThat(job.lastFailure().code()).isEqualTo(Code.JOB_DEADLINE);
        assertThat(Duration.between(store.now(), job.dueAt()))
                .isBetween(Duration.ofSeconds(2), Duration.ofMillis(5500));
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
                NO_POLLING,
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
