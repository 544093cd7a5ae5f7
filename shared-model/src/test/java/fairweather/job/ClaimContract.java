package fairweather.job;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What gets into the queue and who gets it in which order. */
interface ClaimContract {
    JobStore store();

    @Test
    default void given_a_job_due_now_when_it_is_enqueued_then_it_waits_with_all_it_was_given() {
        int run = store().newRun();
        JsonObject payload = new JsonObject().put("miner_hotkey", "key-7").put("attempt", 3);
        long id = store().enqueue(
                        new NewJob(JobType.POLL_MINER, 65, payload, Due.now(), "poll", run, null, 0, "00-trace-01"));

        var job = store().job(id);
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.type()).isEqualTo(JobType.POLL_MINER);
        assertThat(job.priority()).isEqualTo(65);
        assertThat(job.payload()).isEqualTo(payload);
        assertThat(job.attempts()).isZero();
        assertThat(job.leaseToken()).isZero();
        assertThat(job.dueAt()).isBetween(store().now().minusSeconds(5), store().now());

        Job claimed = store().claimOne(JobType.POLL_MINER);
        assertThat(claimed)
                .isEqualTo(
                        new Job(new Lease(id, 1), JobType.POLL_MINER, 65, payload, 1, 0, run, null, 0, "00-trace-01"));
    }

    @Test
    default void given_an_unfinished_job_with_a_key_when_another_with_it_is_enqueued_then_there_is_no_second() {
        JobQueue queue = store().queue();
        long id = store().enqueue(JobStore.keyed("one"));
        assertThat(await(queue.enqueue(JobStore.keyed("one")))).isEmpty();

        Job claimed = store().claimOne(JobType.ERA5);
        assertThat(await(queue.enqueue(JobStore.keyed("one"))))
                .as("while it is in progress")
                .isEmpty();

        Failure failure = Failure.of(Code.UNREACHABLE, "nobody listens");
        store().finish(claimed, new End.Retried(failure, Duration.ofHours(1)));
        assertThat(await(queue.enqueue(JobStore.keyed("one"))))
                .as("while it waits for its retry")
                .isEmpty();
        assertThat(store().jobs()).extracting("id").containsExactly(id);
    }

    @Test
    default void given_a_finished_job_with_a_key_when_another_with_it_is_enqueued_then_it_is_accepted() {
        store().enqueue(JobStore.keyed("one"));
        store().finish(store().claimOne(JobType.ERA5), new End.Succeeded(new JsonObject()));

        assertThat(await(store().queue().enqueue(JobStore.keyed("one")))).isPresent();
        assertThat(store().jobs()).extracting("status").containsExactly(JobStatus.COMPLETED, JobStatus.PENDING);
    }

    @Test
    default void given_jobs_without_a_key_when_they_are_enqueued_then_all_are_accepted() {
        for (int i = 0; i < 3; i++) {
            store().enqueue(JobStore.plain(JobType.ERA5));
        }
        assertThat(store().claim(JobType.ERA5, 10)).hasSize(3);
    }

    @Test
    @Tag("F-16")
    default void given_many_who_enqueue_one_key_at_once_then_exactly_one_is_accepted() throws Exception {
        List<Optional<Long>> ids = atOnce(12, () -> await(store().queue().enqueue(JobStore.keyed("race"))));
        assertThat(ids.stream().flatMap(Optional::stream)).hasSize(1);
        assertThat(store().jobs()).hasSize(1);
    }

    @Test
    default void given_a_job_for_later_when_its_time_has_not_come_then_it_is_not_claimed_even_with_top_priority() {
        long after = store().enqueue(JobStore.of(JobType.ERA5, 200, Due.after(Duration.ofMinutes(5)), null));
        long at = store().enqueue(
                        JobStore.of(JobType.ERA5, 200, Due.at(store().now().plus(Duration.ofMinutes(10))), null));

        assertThat(store().claim(JobType.ERA5, 10)).isEmpty();
        store().advance(Duration.ofMinutes(6));
        assertThat(store().claim(JobType.ERA5, 10)).extracting(this::id).containsExactly(after);
        store().advance(Duration.ofMinutes(5));
        assertThat(store().claim(JobType.ERA5, 10)).extracting(this::id).containsExactly(at);
    }

    @Test
    default void given_due_jobs_of_other_types_when_one_type_is_claimed_then_only_that_type_comes() {
        store().enqueue(JobStore.plain(JobType.DAY1));
        long era5 = store().enqueue(JobStore.plain(JobType.ERA5));
        assertThat(store().claim(JobType.ERA5, 10)).extracting(this::id).containsExactly(era5);
    }

    /** Sort keys, minutes before now: 3 x 10 + 0, 2 x 10 + 15, 2 x 10 + 15 (later id), 1 x 10 + 24, 1 x 10 + 26. */
    @Test
    default void given_due_jobs_when_they_are_claimed_then_a_priority_point_is_worth_ten_minutes_and_ties_go_by_id() {
        Instant now = store().now();
        long urgent = enqueue(3, now, 0);
        long early = enqueue(2, now, 15);
        long alike = enqueue(2, now, 15);
        long late = enqueue(1, now, 24);
        long old = enqueue(1, now, 26);

        List<Long> order = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            order.addAll(store().claim(JobType.ERA5, 2).stream().map(this::id).toList());
        }
        order.addAll(store().claim(JobType.ERA5, 2).stream().map(this::id).toList());
        assertThat(order).containsExactly(old, early, alike, late, urgent);
    }

    @Test
    default void given_a_due_retry_when_it_competes_with_new_work_then_it_has_ten_minutes_of_preference() {
        long retried = store().enqueue(JobStore.plain(JobType.ERA5));
        Failure failure = Failure.of(Code.UNREACHABLE, "nobody listens");
        store().finish(store().claimOne(JobType.ERA5), new End.Retried(failure, Duration.ofMinutes(20)));
        store().advance(Duration.ofMinutes(21));
        long wonByAge = enqueue(JobType.ERA5.priority(), store().now(), 12);
        long lostByAge = enqueue(JobType.ERA5.priority(), store().now(), 8);

        assertThat(store().claim(JobType.ERA5, 10)).extracting(this::id).containsExactly(wonByAge, retried, lostByAge);
    }

    @Test
    default void given_a_limit_when_more_is_due_then_no_more_than_the_limit_is_claimed() {
        for (int i = 0; i < 5; i++) {
            store().enqueue(JobStore.plain(JobType.ERA5));
        }
        assertThat(store().claim(JobType.ERA5, 3)).hasSize(3);
        assertThat(store().claim(JobType.ERA5, 3)).hasSize(2);
        assertThat(store().claim(JobType.ERA5, 3)).isEmpty();
    }

    @Test
    @Tag("I1")
    default void given_many_claimers_at_once_when_the_queue_is_drained_then_each_job_is_claimed_exactly_once()
            throws Exception {
        int jobs = 600;
        for (int i = 0; i < jobs; i++) {
            store().enqueue(JobStore.plain(JobType.ERA5));
        }
        List<List<Long>> claims = atOnce(12, this::drain);
        List<Long> claimed = claims.stream().flatMap(List::stream).toList();
        assertThat(claimed).hasSize(jobs).doesNotHaveDuplicates();
        assertThat(store().jobs()).extracting("attempts").containsOnly(1);
        assertThat(store().jobs()).extracting("leaseToken").containsOnly(1L);
    }

    private List<Long> drain() {
        List<Long> mine = new ArrayList<>();
        String worker = "worker-" + Thread.currentThread().threadId();
        List<Job> got;
        do {
            got = await(store().queue().claim(JobType.ERA5, 7, worker, LEASE));
            got.forEach(job -> mine.add(id(job)));
        } while (!got.isEmpty());
        return mine;
    }

    @Test
    default void given_waiting_jobs_when_asked_for_the_next_due_time_then_it_is_that_of_the_earliest_of_the_types() {
        JobQueue queue = store().queue();
        Set<JobType> types = Set.of(JobType.ERA5, JobType.DAY1);
        assertThat(await(queue.untilNextDue(types))).isEmpty();

        store().enqueue(JobStore.of(JobType.SEED, 90, Due.after(Duration.ofSeconds(10)), null));
        assertThat(await(queue.untilNextDue(types))).as("another type's job").isEmpty();

        store().enqueue(JobStore.of(JobType.ERA5, 50, Due.after(Duration.ofMinutes(20)), null));
        store().enqueue(JobStore.of(JobType.DAY1, 60, Due.after(Duration.ofMinutes(10)), null));
        assertThat(await(queue.untilNextDue(types)).orElseThrow())
                .isBetween(Duration.ofSeconds(590), Duration.ofSeconds(600));

        store().advance(Duration.ofMinutes(11));
        assertThat(await(queue.untilNextDue(types))).contains(Duration.ZERO);

        store().claim(JobType.DAY1, 1);
        assertThat(await(queue.untilNextDue(types)).orElseThrow())
                .as("a claimed job waits for nothing")
                .isBetween(Duration.ofSeconds(530), Duration.ofSeconds(540));
    }

    private long enqueue(int priority, Instant now, int minutesAgo) {
        Due due = Due.at(now.minus(Duration.ofMinutes(minutesAgo)));
        return store().enqueue(JobStore.of(JobType.ERA5, priority, due, null));
    }

    private long id(Job job) {
        return job.lease().jobId();
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(Collections.nCopies(threads, work))) {
                results.add(future.get());
            }
            return results;
        }
    }
}
