package fairweather.job;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** At most one job of a miner runs at a time in each service. */
interface MinerContract {
    JobStore store();

    private long enqueue(JobType type, Integer uid) {
        return store().enqueue(
                        new NewJob(type, type.priority(), new JsonObject(), Due.now(), null, null, null, uid, null));
    }

    private List<Long> claimed(JobType type, int limit) {
        return store().claim(type, limit).stream()
                .map(job -> job.lease().jobId())
                .toList();
    }

    @Test
    @Tag("I4")
    default void given_several_jobs_of_a_miner_when_they_are_claimed_then_one_runs_and_the_next_comes_after_its_end() {
        long first = enqueue(JobType.ERA5, 3);
        long second = enqueue(JobType.ERA5, 3);
        Job running = store().claim(JobType.ERA5, 10).getFirst();
        assertThat(running.lease().jobId()).isEqualTo(first);
        assertThat(claimed(JobType.ERA5, 10)).isEmpty();

        store().finish(running, new End.Succeeded(new JsonObject()));
        assertThat(claimed(JobType.ERA5, 10)).containsExactly(second);
    }

    @Test
    default void given_a_miner_that_is_spoken_to_when_another_conversation_is_due_then_it_waits_and_scoring_does_not() {
        enqueue(JobType.POLL_MINER, 0);
        enqueue(JobType.QUERY_MINER, 0);
        long scoring = enqueue(JobType.ERA5, 0);
        assertThat(claimed(JobType.POLL_MINER, 1)).hasSize(1);

        assertThat(claimed(JobType.QUERY_MINER, 1)).isEmpty();
        assertThat(claimed(JobType.ERA5, 1)).containsExactly(scoring);
    }

    @Test
    @Tag("F-13")
    default void given_a_busy_miner_before_others_when_jobs_are_claimed_then_it_blocks_nothing_behind_it() {
        for (int i = 0; i < 20; i++) {
            enqueue(JobType.ERA5, 3);
        }
        long behind = enqueue(JobType.ERA5, 4);
        store().claim(JobType.ERA5, 1);
        assertThat(claimed(JobType.ERA5, 1)).containsExactly(behind);
    }

    @Test
    default void given_jobs_without_a_miner_when_they_are_claimed_then_they_run_side_by_side() {
        for (int i = 0; i < 3; i++) {
            enqueue(JobType.SEED, null);
        }
        assertThat(claimed(JobType.SEED, 10)).hasSize(3);
    }

    @Test
    default void given_a_due_job_of_a_busy_miner_when_asked_for_the_next_look_then_it_counts_for_nothing() {
        enqueue(JobType.ERA5, 3);
        enqueue(JobType.ERA5, 3);
        store().claim(JobType.ERA5, 1);
        assertThat(await(store().queue().untilNextDue(Set.of(JobType.ERA5)))).isEmpty();

        store().advance(LEASE.plusSeconds(1));
        await(store().queue().reclaimExpired(10));
        assertThat(await(store().queue().untilNextDue(Set.of(JobType.ERA5)))).contains(Duration.ZERO);
    }

    @Test
    default void given_claimers_of_two_types_at_once_when_they_meet_at_a_miner_then_all_is_done_and_never_two_together()
            throws Exception {
        for (int i = 0; i < 160; i++) {
            enqueue(i % 2 == 0 ? JobType.POLL_MINER : JobType.QUERY_MINER, i % 5);
        }
        Set<Integer> talking = ConcurrentHashMap.newKeySet();
        List<Callable<List<Long>>> workers = new ArrayList<>();
        for (int worker = 0; worker < 6; worker++) {
            JobType type = worker % 2 == 0 ? JobType.POLL_MINER : JobType.QUERY_MINER;
            workers.add(() -> drain(type, talking));
        }
        List<Long> done = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(6)) {
            for (Future<List<Long>> future : executor.invokeAll(workers)) {
                done.addAll(future.get());
            }
        }
        assertThat(done).hasSize(160).doesNotHaveDuplicates();
    }

    private List<Long> drain(JobType type, Set<Integer> talking) {
        List<Long> done = new ArrayList<>();
        while (left(type)) {
            for (Job job : await(store().queue().claim(type, 4, "worker", LEASE))) {
                assertThat(talking.add(job.minerUid()))
                        .as("another conversation with miner " + job.minerUid())
                        .isTrue();
                talking.remove(job.minerUid());
                assertThat(store().finish(job, new End.Succeeded(new JsonObject())))
                        .isTrue();
                done.add(job.lease().jobId());
            }
        }
        return done;
    }

    private boolean left(JobType type) {
        return store().jobs().stream()
                .anyMatch(job -> job.type() == type && !job.status().finished());
    }

    @Test
    default void given_many_jobs_of_few_miners_when_a_batch_is_claimed_then_no_miner_is_in_it_twice() {
        for (int i = 0; i < 30; i++) {
            enqueue(JobType.ERA5, i % 4);
        }
        List<Integer> miners =
                store().claim(JobType.ERA5, 20).stream().map(Job::minerUid).toList();
        assertThat(new HashSet<>(miners)).hasSize(4);
        assertThat(miners).hasSize(4);
    }
}
