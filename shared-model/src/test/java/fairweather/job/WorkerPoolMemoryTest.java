package fairweather.job;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fairweather.failure.Category;
import fairweather.failure.Code;
import fairweather.memory.Fixed;
import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryNeed;
import fairweather.memory.Permit;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The pool admits work by the memory it needs. */
class WorkerPoolMemoryTest extends PoolOnMemory {
    private final AtomicInteger miners = new AtomicInteger();
    private static final WorkerPool.Timing NO_POLLING =
            new WorkerPool.Timing(WorkerPool.LEASE, Duration.ofMillis(100), Duration.ofHours(1));

    private final Fixed probe = new Fixed(100);
    private final MemoryBudget budget = new MemoryBudget(0, List.of(probe));

    private void start(WorkerPool.Timing timing, Lane... lanes) {
        start(queue, timing, lanes);
    }

    private Lane lane(JobType type, int slots, long bytes, Task task) {
        return new Lane(type, task, slots, executor).with(new MemoryNeed(budget, bytes));
    }

    /** Each job is another miner's, since one miner's jobs wait for one another. */
    @Override
    long enqueue(JobType type) {
        return enqueue(type, miners.getAndIncrement());
    }

    private static Task until(CompletableFuture<Void> open) {
        return context -> Uni.createFrom().completionStage(open).flatMap(opened -> done());
    }

    @Test
    void given_memory_for_two_when_more_slots_are_free_then_two_jobs_are_claimed_and_the_others_follow() {
        for (int i = 0; i < 6; i++) {
            enqueue(JobType.ERA5);
        }
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CompletableFuture<Void> open = new CompletableFuture<>();
        start(NO_POLLING, lane(JobType.ERA5, 4, 45, context -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            return Uni.createFrom().completionStage(open).flatMap(opened -> {
                running.decrementAndGet();
                return done();
            });
        }));

        await().untilAsserted(() -> assertThat(running).hasValue(2));
        assertThat(queue.jobs())
                .filteredOn(job -> job.status() == JobStatus.IN_PROGRESS)
                .hasSize(2);
        assertThat(budget.taken()).isEqualTo(90);
        open.complete(null);
        await().untilAsserted(
                        () -> assertThat(queue.jobs()).extracting("status").containsOnly(JobStatus.COMPLETED));
        assertThat(most).hasValue(2);
        await().untilAsserted(() -> assertThat(budget.taken()).isZero());
    }

    @Test
    void given_permits_for_which_there_is_no_job_when_the_claim_is_over_then_they_are_given_back() {
        long only = enqueue(JobType.ERA5);
        CompletableFuture<Void> open = new CompletableFuture<>();
        start(NO_POLLING, lane(JobType.DAY1, 4, 25, context -> done()), lane(JobType.ERA5, 4, 25, until(open)));

        awaitStatus(only, JobStatus.IN_PROGRESS);
        await().untilAsserted(() -> assertThat(budget.taken()).isEqualTo(25));
        open.complete(null);
        awaitStatus(only, JobStatus.COMPLETED);
        await().untilAsserted(() -> assertThat(budget.taken()).isZero());
    }

    @Test
    void given_a_stream_of_small_work_when_large_work_is_due_then_it_is_next_and_not_starved() {
        AtomicInteger small = new AtomicInteger();
        AtomicBoolean largeRan = new AtomicBoolean();
        AtomicInteger smallAfterLargeWasDue = new AtomicInteger();
        Task again = context -> {
            smallAfterLargeWasDue.incrementAndGet();
            if (small.incrementAndGet() < 500 && !largeRan.get()) {
                enqueue(JobType.DAY1);
            }
            return Uni.createFrom()
                    .nullItem()
                    .onItem()
                    .delayIt()
                    .by(Duration.ofMillis(5))
                    .flatMap(later -> done());
        };
        for (int i = 0; i < 20; i++) {
            enqueue(JobType.DAY1);
        }
        long large = enqueue(JobType.ERA5);
        start(NO_POLLING, lane(JobType.DAY1, 4, 25, again), lane(JobType.ERA5, 1, 100, context -> {
            largeRan.set(true);
            return done();
        }));

        awaitStatus(large, JobStatus.COMPLETED);
        assertThat(smallAfterLargeWasDue).hasValueLessThan(40);
        await().untilAsserted(
                        () -> assertThat(queue.jobs()).extracting("status").containsOnly(JobStatus.COMPLETED));
    }

    @Test
    void given_work_larger_than_all_memory_when_it_is_due_then_it_waits_and_holds_nobody_up() {
        long tooLarge = enqueue(JobType.DAY1);
        long small = enqueue(JobType.ERA5);
        start(NO_POLLING, lane(JobType.DAY1, 1, 101, context -> done()), lane(JobType.ERA5, 1, 100, context -> done()));

        awaitStatus(small, JobStatus.COMPLETED);
        assertThat(job(tooLarge).status()).isEqualTo(JobStatus.PENDING);
        assertThat(job(tooLarge).leaseToken()).isZero();
    }

    @Test
    void given_others_that_use_the_memory_when_they_leave_it_then_polling_finds_out() {
        probe.used(80);
        long id = enqueue(JobType.ERA5);
        start(
                new WorkerPool.Timing(WorkerPool.LEASE, WorkerPool.HEARTBEAT, Duration.ofMillis(50)),
                lane(JobType.ERA5, 1, 30, context -> done()));
        await().during(Duration.ofMillis(150))
                .until(() -> job(id).status() == JobStatus.PENDING && job(id).leaseToken() == 0);
        probe.used(10);
        awaitStatus(id, JobStatus.COMPLETED);
    }

    @Test
    void given_a_permit_of_somebody_else_when_it_is_given_back_then_the_pool_looks_at_once() {
        Permit other = budget.tryTake(80).orElseThrow();
        long id = enqueue(JobType.ERA5);
        start(NO_POLLING, lane(JobType.ERA5, 1, 30, context -> done()));
        await().during(Duration.ofMillis(100)).until(() -> job(id).status() == JobStatus.PENDING);
        other.close();
        awaitStatus(id, JobStatus.COMPLETED);
    }

    @Test
    void given_an_attempt_past_its_hard_limit_when_its_thread_still_works_then_its_memory_is_not_given_to_another() {
        long late = enqueue(JobType.DAY1);
        CountDownLatch leave = new CountDownLatch(1);
        Task stubborn = context -> Uni.createFrom().item(() -> {
            waitUninterruptibly(leave);
            return TaskResult.succeeded(Report.NOTHING);
        });
        start(
                NO_POLLING,
                new Lane(JobType.DAY1, stubborn, 1, executor, Duration.ofMillis(50), new MemoryNeed(budget, 60)));

        awaitStatus(late, JobStatus.RETRY_SCHEDULED);
        assertThat(budget.taken()).isEqualTo(60);
        leave.countDown();
        await().untilAsserted(() -> assertThat(budget.taken()).isZero());
    }

    @Test
    void given_a_lost_lease_when_the_attempt_has_stopped_then_its_memory_is_free() {
        long id = enqueue(JobType.ERA5);
        CountDownLatch never = new CountDownLatch(1);
        start(
                NO_POLLING,
                lane(
                        JobType.ERA5,
                        1,
                        60,
                        context -> Uni.createFrom().item(() -> {
                            try {
                                never.await();
                            } catch (InterruptedException stopped) {
                                throw new IllegalStateException("stopped", stopped);
                            }
                            return null;
                        })));
        awaitStatus(id, JobStatus.IN_PROGRESS);
        assertThat(budget.taken()).isEqualTo(60);
        await(queue.cancel(id, "the run is over"));
        await().untilAsserted(() -> assertThat(budget.taken()).isZero());
        assertThat(job(id).status()).isEqualTo(JobStatus.CANCELLED);
    }

    /** What runs may grow into what gathers for the next lane: it is no more than runs now, and all of that ends. */
    @Test
    void given_a_lane_that_is_next_when_a_running_attempt_grows_then_nobody_else_begins_before_that_lane() {
        CompletableFuture<Void> grow = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        List<JobType> begun = new CopyOnWriteArrayList<>();
        Faults counted = new Faults(queue, JobType.SEED, 0);
        long growing = enqueue(JobType.DAY1);
        long large = enqueue(JobType.ERA5);
        start(
                counted,
                NO_POLLING,
                lane(JobType.DAY1, 2, 20, context -> {
                    begun.add(JobType.DAY1);
                    return Uni.createFrom()
                            .completionStage(grow::copy)
                            .invoke(now -> assertThat(context.memory().grow(30)).isTrue())
                            .flatMap(grown -> Uni.createFrom().completionStage(end::copy))
                            .flatMap(ended -> done());
                }),
                lane(JobType.ERA5, 1, 90, context -> {
                    begun.add(JobType.ERA5);
                    return done();
                }));
        await().until(() -> {
            pool.wake();
            return counted.questions.get() >= 2;
        });
        long small = enqueue(JobType.DAY1);
        pool.wake();
        grow.complete(null);
        await().until(() -> budget.taken() == 50);
        assertThat(job(growing).status()).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(job(small).status()).isEqualTo(JobStatus.PENDING);

        end.complete(null);
        awaitStatus(large, JobStatus.COMPLETED);
        awaitStatus(small, JobStatus.COMPLETED);
        assertThat(begun).containsExactly(JobType.DAY1, JobType.ERA5, JobType.DAY1);
    }

    @Test
    void given_growth_that_is_refused_when_the_task_says_so_then_the_job_waits_and_nothing_is_spent() {
        long id = enqueue(JobType.ERA5);
        start(USUAL, lane(JobType.ERA5, 1, 60, context -> {
            assertThat(context.memory().grow(40)).isTrue();
            assertThat(context.memory().bytes()).isEqualTo(100);
            assertThat(context.memory().grow(1)).isFalse();
            return Uni.createFrom().item(TaskResult.withoutMemory(Report.NOTHING));
        }));
        await().untilAsserted(() -> assertThat(job(id).deferrals()).isEqualTo(1));
        assertThat(job(id).status()).isEqualTo(JobStatus.PENDING);
        assertThat(job(id).attempts()).isZero();
        assertThat(job(id).dueAt()).isEqualTo(clock.instant().plus(TaskResult.UNTIL_MEMORY));
        assertThat(queue.outcomes()).isEmpty();
        assertThat(queue.steps()).isEmpty();
        await().untilAsserted(() -> assertThat(budget.taken()).isZero());
    }

    @Test
    void i_30_an_attempt_that_runs_out_of_memory_fails_alone_is_retried_and_in_the_end_fails_for_that_reason() {
        long hungry = enqueue(JobType.DAY1);
        start(
                USUAL,
                lane(
                        JobType.DAY1,
                        1,
                        60,
                        context -> Uni.createFrom().item(() -> {
                            throw new OutOfMemoryError("Java heap space");
                        })),
                lane(JobType.ERA5, 1, 40, context -> done()));

        for (int n = 1; n <= 3; n++) {
            int failures = n;
            await().untilAsserted(() -> assertThat(queue.outcomes()).hasSize(failures));
            awaitStatus(hungry, JobStatus.RETRY_SCHEDULED);
            assertThat(job(hungry).lastFailure().code()).isEqualTo(Code.OUT_OF_MEMORY);
            long other = enqueue(JobType.ERA5);
            pool.wake();
            awaitStatus(other, JobStatus.COMPLETED);
            clock.advance(Duration.between(clock.instant(), job(hungry).dueAt()));
            pool.wake();
        }
        awaitStatus(hungry, JobStatus.FAILED);
        assertThat(job(hungry).lastFailure().category()).isEqualTo(Category.OUT_OF_MEMORY);
        await().untilAsserted(() -> assertThat(budget.taken()).isZero());
    }

    private static void waitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
