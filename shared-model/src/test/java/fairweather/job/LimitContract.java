package fairweather.job;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.WORKER;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits of the whole cluster: of a type, and of the host on which several miners listen. */
interface LimitContract {
    String SHARED_HOST = "192.0.2.1";
    Duration PACE = Duration.ofSeconds(10);

    JobStore store();

    private static JobLimits ofType(int most) {
        return new JobLimits(Map.of(JobType.ERA5, most), null);
    }

    private static JobLimits ofHost(int conversations, int burst) {
        return new JobLimits(Map.of(), new HostLimit(conversations, PACE, burst));
    }

    private long enqueue(JobType type, Integer uid) {
        return store().enqueue(
                        new NewJob(type, type.priority(), new JsonObject(), Due.now(), null, null, null, uid, null));
    }

    private static List<Job> claim(JobQueue queue, JobType type, int limit) {
        return await(queue.claim(type, limit, WORKER, LEASE));
    }

    private static List<Long> ids(List<Job> jobs) {
        return jobs.stream().map(job -> job.lease().jobId()).toList();
    }

    private static boolean succeed(JobQueue queue, Job job) {
        return await(queue.finish(job.lease(), new End.Succeeded(new JsonObject()), Report.NOTHING, 0));
    }

    @Test
    default void given_a_limit_of_a_type_when_as_many_run_then_no_more_are_claimed_until_one_ends() {
        JobQueue queue = store().queue(ofType(2));
        for (int i = 0; i < 5; i++) {
            enqueue(JobType.ERA5, null);
        }
        enqueue(JobType.DAY1, null);
        List<Job> running = claim(queue, JobType.ERA5, 4);
        assertThat(running).hasSize(2);
        assertThat(claim(queue, JobType.ERA5, 4)).isEmpty();
        assertThat(claim(queue, JobType.DAY1, 4)).as("another type").hasSize(1);
        assertThat(await(queue.untilNextDue(Set.of(JobType.ERA5))))
                .as("nothing is worth a look before one ends")
                .isEmpty();

        succeed(queue, running.getFirst());
        assertThat(await(queue.untilNextDue(Set.of(JobType.ERA5)))).contains(Duration.ZERO);
        assertThat(claim(queue, JobType.ERA5, 4)).hasSize(1);
    }

    /** Nobody lowers a counter for a worker that died; the rows are counted. */
    @Test
    @Tag("F-04")
    default void given_a_type_at_its_limit_when_the_worker_dies_then_the_room_is_there_again_with_the_lapsed_lease() {
        JobQueue queue = store().queue(ofType(1));
        enqueue(JobType.ERA5, null);
        enqueue(JobType.ERA5, null);
        assertThat(claim(queue, JobType.ERA5, 4)).hasSize(1);

        store().advance(LEASE.plusSeconds(1));
        await(queue.reclaimExpired(10));
        assertThat(claim(queue, JobType.ERA5, 4)).hasSize(1);
    }

    @Test
    default void given_many_claimers_at_once_when_a_type_has_a_limit_then_they_never_exceed_it_together()
            throws Exception {
        JobQueue queue = store().queue(ofType(3));
        for (int i = 0; i < 40; i++) {
            enqueue(JobType.ERA5, null);
        }
        List<Long> claimed = new ArrayList<>();
        Callable<List<Long>> claimer = () -> ids(claim(queue, JobType.ERA5, 2));
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (Future<List<Long>> future : executor.invokeAll(Collections.nCopies(8, claimer))) {
                claimed.addAll(future.get());
            }
        }
        assertThat(claimed).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    default void given_miners_on_one_host_when_as_many_are_spoken_to_as_may_be_then_others_go_on() {
        JobQueue queue = store().queue(ofHost(2, 100));
        for (int uid = 0; uid < 4; uid++) {
            store().place(uid, SHARED_HOST);
            enqueue(JobType.POLL_MINER, uid);
        }
        store().place(4, "192.0.2.4");
        long elsewhere = enqueue(JobType.POLL_MINER, 4);
        long unknown = enqueue(JobType.POLL_MINER, 5);
        long query = enqueue(JobType.QUERY_MINER, 3);

        List<Job> running = claim(queue, JobType.POLL_MINER, 10);
        assertThat(running).extracting(Job::minerUid).containsExactly(0, 1, 4, 5);
        assertThat(ids(running)).contains(elsewhere, unknown);
        assertThat(claim(queue, JobType.POLL_MINER, 10)).isEmpty();
        assertThat(claim(queue, JobType.QUERY_MINER, 10)).isEmpty();

        succeed(queue, running.getFirst());
        assertThat(ids(claim(queue, JobType.QUERY_MINER, 10))).containsExactly(query);
    }

    @Test
    default void given_claimers_of_two_types_at_once_when_a_host_has_a_limit_then_they_never_exceed_it_together()
            throws Exception {
        JobQueue queue = store().queue(ofHost(3, 100));
        for (int uid = 0; uid < 24; uid++) {
            store().place(uid, SHARED_HOST);
            enqueue(uid % 2 == 0 ? JobType.POLL_MINER : JobType.QUERY_MINER, uid);
        }
        List<Callable<List<Long>>> claimers = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            JobType type = n % 2 == 0 ? JobType.POLL_MINER : JobType.QUERY_MINER;
            claimers.add(() -> ids(claim(queue, type, 4)));
        }
        List<Long> claimed = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (Future<List<Long>> future : executor.invokeAll(claimers)) {
                claimed.addAll(future.get());
            }
        }
        assertThat(claimed).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    default void given_a_crowd_of_one_host_before_others_when_one_is_claimed_at_a_time_then_nobody_behind_it_waits() {
        JobQueue queue = store().queue(ofHost(1, 100));
        for (int uid = 0; uid < 20; uid++) {
            store().place(uid, SHARED_HOST);
            enqueue(JobType.POLL_MINER, uid);
        }
        store().place(20, "192.0.2.20");
        long behind = enqueue(JobType.POLL_MINER, 20);
        assertThat(claim(queue, JobType.POLL_MINER, 1)).hasSize(1);
        assertThat(ids(claim(queue, JobType.POLL_MINER, 1))).containsExactly(behind);
    }

    @Test
    default void given_a_limit_of_hosts_when_scoring_is_claimed_then_it_is_no_conversation_and_not_limited() {
        JobQueue queue = store().queue(ofHost(1, 1));
        for (int uid = 0; uid < 3; uid++) {
            store().place(uid, SHARED_HOST);
            enqueue(JobType.DAY1, uid);
        }
        assertThat(claim(queue, JobType.DAY1, 10)).hasSize(3);
    }

    @Test
    default void given_a_pace_when_a_burst_is_used_up_then_one_conversation_begins_with_each_period() {
        JobQueue queue = store().queue(ofHost(100, 3));
        for (int uid = 0; uid < 8; uid++) {
            store().place(uid, SHARED_HOST);
            enqueue(JobType.POLL_MINER, uid);
        }
        Set<JobType> types = Set.of(JobType.POLL_MINER);
        assertThat(claim(queue, JobType.POLL_MINER, 10)).hasSize(3);
        assertThat(claim(queue, JobType.POLL_MINER, 10)).isEmpty();
        assertThat(await(queue.untilNextDue(types)).orElseThrow()).isBetween(Duration.ofSeconds(5), PACE);

        store().advance(PACE);
        assertThat(claim(queue, JobType.POLL_MINER, 10)).hasSize(1);
        store().advance(PACE.multipliedBy(2));
        assertThat(claim(queue, JobType.POLL_MINER, 1)).hasSize(1);
        assertThat(claim(queue, JobType.POLL_MINER, 10)).hasSize(1);
        assertThat(claim(queue, JobType.POLL_MINER, 10)).isEmpty();
        store().advance(PACE.multipliedBy(100));
        assertThat(claim(queue, JobType.POLL_MINER, 10))
                .as("what is left, not what was saved up")
                .hasSize(2);
    }

    @Test
    default void given_due_jobs_when_they_are_previewed_then_it_says_what_the_claim_gets_and_why_not_the_others() {
        JobQueue queue = store().queue(new JobLimits(Map.of(JobType.ERA5, 2), new HostLimit(1, PACE, 1)));
        store().place(1, SHARED_HOST);
        store().place(2, SHARED_HOST);
        store().place(3, "192.0.2.3");
        await(store().holds().hold(Hold.untilLifted(HoldTarget.ofMiner(9), "under repair", "operator")));
        long paused = enqueue(JobType.ERA5, 9);
        List<Long> first = List.of(enqueue(JobType.ERA5, 1), enqueue(JobType.ERA5, 3));
        long third = enqueue(JobType.ERA5, 4);
        long poll = enqueue(JobType.POLL_MINER, 1);
        long neighbour = enqueue(JobType.POLL_MINER, 2);
        long again = enqueue(JobType.POLL_MINER, 1);
        List<JobType> types = List.of(JobType.ERA5, JobType.POLL_MINER);

        Preview preview = await(queue.preview(types, 10));
        assertThat(preview.next()).extracting(Preview.Waiting::id).containsExactly(first.get(0), first.get(1), poll);
        assertThat(preview.heldBack())
                .extracting(held -> held.job().id() + " " + held.obstacle() + " " + held.detail())
                .containsExactly(
                        paused + " HELD under repair",
                        third + " TYPE_AT_LIMIT null",
                        neighbour + " HOST_AT_LIMIT " + SHARED_HOST,
                        again + " MINER_BUSY null");
        assertThat(store().jobs()).extracting("status").containsOnly(JobStatus.PENDING);

        assertThat(ids(claim(queue, JobType.ERA5, 10))).isEqualTo(first);
        List<Job> talking = claim(queue, JobType.POLL_MINER, 10);
        assertThat(ids(talking)).containsExactly(poll);
        succeed(queue, talking.getFirst());
        Preview paced = await(queue.preview(List.of(JobType.POLL_MINER), 10));
        assertThat(paced.next()).isEmpty();
        assertThat(paced.heldBack())
                .extracting(held -> held.job().id() + " " + held.obstacle() + " " + held.detail())
                .containsExactly(neighbour + " HOST_PACED " + SHARED_HOST, again + " HOST_PACED " + SHARED_HOST);
        assertThat(paced.heldBack().getFirst().until())
                .isBetween(store().now(), store().now().plus(PACE));
    }

    @Test
    default void given_more_due_than_asked_for_when_they_are_previewed_then_what_comes_later_is_not_held_back() {
        for (int i = 0; i < 5; i++) {
            enqueue(JobType.SEED, null);
        }
        Preview preview = await(store().queue().preview(List.of(JobType.SEED), 2));
        assertThat(preview.next()).hasSize(2);
        assertThat(preview.heldBack()).isEmpty();
    }
}
