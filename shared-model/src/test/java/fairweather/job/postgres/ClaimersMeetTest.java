package fairweather.job.postgres;

import static fairweather.job.JobStore.LEASE;
import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.Due;
import fairweather.job.Job;
import fairweather.job.JobLimits;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.QueueOnPostgres;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two claimers that want all miners at once, each in the opposite order of the other. */
class ClaimersMeetTest extends QueueOnPostgres {
    private static final int MINERS = 128;
    private static final JobLimits OF_POLLS = new JobLimits(Map.of(JobType.POLL_MINER, MINERS), null);

    private static void enqueue(JobType type, int uid, int secondsAgo) {
        Due due = Due.at(store.now().minusSeconds(secondsAgo));
        store.enqueue(new NewJob(type, 50, new JsonObject(), due, null, null, null, uid, null));
    }

    private static Uni<List<Job>> claim(JobQueue queue, JobType type) {
        return queue.claim(type, MINERS, "worker", LEASE);
    }

    @Test
    @Tag("I4")
    void no_miner_is_spoken_to_twice_and_none_is_left_out_whether_or_not_a_lock_orders_the_claims() {
        for (int uid = 0; uid < MINERS; uid++) {
            enqueue(JobType.QUERY_MINER, uid, 1000 + uid);
            enqueue(JobType.POLL_MINER, uid, 2000 - uid);
        }
        JobQueue free = store.queue();
        for (JobQueue other : List.of(free, store.queue(OF_POLLS))) {
            for (int round = 0; round < 20; round++) {
                List<Job> claimed = await(Uni.join()
                                .all(claim(free, JobType.QUERY_MINER), claim(other, JobType.POLL_MINER))
                                .andFailFast())
                        .stream()
                        .flatMap(List::stream)
                        .toList();
                assertThat(claimed).extracting(Job::minerUid).doesNotHaveDuplicates();
                List<Job> rest = Stream.of(JobType.QUERY_MINER, JobType.POLL_MINER)
                        .flatMap(type -> store.claim(type, MINERS).stream())
                        .toList();
                assertThat(claimed.size() + rest.size()).isEqualTo(MINERS);
                await(free.release(Stream.of(claimed, rest)
                        .flatMap(List::stream)
                        .map(Job::lease)
                        .toList()));
            }
        }
    }
}
