package fairweather.job.postgres;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobStatus;
import fairweather.job.JobStore;
import fairweather.job.JobType;
import fairweather.job.QueueOnPostgres;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A key keeps a second unfinished job out, and does nothing else. */
class SingletonKeysTest extends QueueOnPostgres {
    private static final String KEY = "era5_run_1_miner_7";
    private static final Failure REFUSED = Failure.of(Code.UNREACHABLE, "nobody listens");

    @Test
    @Tag("P-03")
    void a_key_can_be_used_any_number_of_times_one_after_the_other() {
        for (int n = 0; n < 100; n++) {
            store.enqueue(JobStore.keyed(KEY));
            store.finish(store.claimOne(JobType.ERA5), new End.Succeeded(new JsonObject()));
        }
        assertThat(store.jobs()).hasSize(100).extracting("status").containsOnly(JobStatus.COMPLETED);
    }

    @Test
    @Tag("F-13")
    void a_job_that_crashed_too_often_does_not_lock_its_key_for_ever() {
        store.enqueue(JobStore.keyed(KEY));
        for (int crash = 1; crash <= 5; crash++) {
            store.claimOne(JobType.ERA5);
            store.advance(JobStore.LEASE.plusSeconds(1));
            await(store.queue().reclaimExpired(10));
        }
        assertThat(store.jobs()).extracting("status").containsExactly(JobStatus.FAILED);
        store.enqueue(JobStore.keyed(KEY));
        assertThat(store.claim(JobType.ERA5, 10)).hasSize(1);
    }

    /** Half of the threads ask for the job again and again, the others work on it and end it in every way. */
    @Test
    @Tag("P-20")
    @Tag("F-16")
    void whoever_asks_at_once_while_others_work_there_is_never_a_second_unfinished_job() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        Callable<Integer> asks = () -> {
            int accepted = 0;
            while (ended.get() < 60) {
                accepted += await(store.queue().enqueue(JobStore.keyed(KEY))).isPresent() ? 1 : 0;
                assertThat(database.first(
                                "SELECT count(*) FROM validator_jobs WHERE singleton_key = ? AND status IN "
                                        + "('pending', 'in_progress', 'retry_scheduled')",
                                Long.class,
                                KEY))
                        .isLessThanOrEqualTo(1);
            }
            return accepted;
        };
        Callable<Integer> works = () -> {
            while (ended.get() < 60) {
                for (Job job : store.claim(JobType.ERA5, 1)) {
                    store.finish(job, end(job, ended.incrementAndGet()));
                }
            }
            return 0;
        };

        int accepted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Integer>> all = IntStream.range(0, 6)
                    .mapToObj(n -> n % 2 == 0 ? asks : works)
                    .toList();
            for (Future<Integer> one : threads.invokeAll(all)) {
                accepted += one.get();
            }
        }
        assertThat(store.jobs()).hasSize(accepted);
        assertThat(accepted).isGreaterThan(10);
    }

    private static End end(Job job, int n) {
        return switch (n % 4) {
            case 0 -> new End.Succeeded(new JsonObject());
            case 1 -> new End.Retried(REFUSED, Duration.ZERO);
            case 2 -> new End.Failed(REFUSED);
            default -> new End.Cancelled("no longer wanted by " + job.lease());
        };
    }
}
