package fairweather.job;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many jobs in one statement. */
interface BulkContract {
    JobStore store();

    @Test
    default void
            given_a_list_when_it_is_enqueued_then_each_job_is_there_with_all_it_was_given_in_the_order_of_the_list() {
        int run = store().newRun();
        Instant at = store().now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
        JsonObject payload = new JsonObject()
                .put("miner_hotkey", "key-7")
                .put("leads", new JsonArray().add(24).add(48))
                .put("nothing", (Object) null)
                .put("quoted", "a \"b\" \\ c");
        List<Optional<Long>> ids = await(store().queue()
                .enqueueAll(List.of(
                        new NewJob(JobType.DAY1, 61, payload, Due.at(at), "k", run, null, 7, "00-trace-01"),
                        JobStore.of(JobType.ERA5, 50, Due.after(Duration.ofMinutes(3)), null),
                        JobStore.plain(JobType.SEED))));

        List<Long> present = ids.stream().flatMap(Optional::stream).toList();
        assertThat(present).hasSize(3).isSorted();
        assertThat(store().jobs()).extracting("type").containsExactly(JobType.DAY1, JobType.ERA5, JobType.SEED);
        var first = store().job(present.getFirst());
        assertThat(first.payload()).isEqualTo(payload);
        assertThat(first.dueAt()).isEqualTo(at);
        assertThat(first.priority()).isEqualTo(61);
        assertThat(first.singletonKey()).isEqualTo("k");
        assertThat(first.runId()).isEqualTo(run);
        assertThat(first.minerUid()).isEqualTo(7);
        assertThat(Duration.between(store().now(), store().job(present.get(1)).dueAt()))
                .isBetween(Duration.ofSeconds(170), Duration.ofSeconds(180));
        assertThat(store().claimOne(JobType.SEED).lease()).isEqualTo(new Lease(present.getLast(), 1));
        store().advance(Duration.ofHours(2));
        assertThat(store().claimOne(JobType.DAY1).traceContext()).isEqualTo("00-trace-01");
    }

    @Test
    default void given_keys_that_are_taken_when_a_list_is_enqueued_then_those_are_left_out_and_named() {
        store().enqueue(JobStore.keyed("taken"));
        List<Optional<Long>> ids = await(store().queue()
                .enqueueAll(List.of(
                        JobStore.keyed("taken"),
                        JobStore.keyed("new"),
                        JobStore.keyed("new"),
                        JobStore.keyed("other"))));

        assertThat(ids).extracting(Optional::isPresent).containsExactly(false, true, false, true);
        assertThat(store().jobs()).extracting("singletonKey").containsExactly("taken", "new", "other");
        assertThat(store().jobs())
                .extracting("id")
                .contains(ids.get(1).orElseThrow(), ids.get(3).orElseThrow());
    }

    @Test
    default void given_nothing_when_it_is_enqueued_then_nothing_is_there() {
        assertThat(await(store().queue().enqueueAll(List.of()))).isEmpty();
        assertThat(store().jobs()).isEmpty();
    }

    @Test
    default void given_a_full_fleet_when_its_jobs_are_enqueued_then_all_are_accepted_once() {
        int run = store().newRun();
        List<NewJob> fleet = new ArrayList<>();
        for (int uid = 0; uid < 256; uid++) {
            String key = "query_run_" + run + "_miner_" + uid;
            fleet.add(new NewJob(
                    JobType.QUERY_MINER, 80, new JsonObject().put("uid", uid), Due.now(), key, run, null, uid, null));
        }
        assertThat(await(store().queue().enqueueAll(fleet))).allMatch(Optional::isPresent);
        assertThat(await(store().queue().enqueueAll(fleet))).noneMatch(Optional::isPresent);
        assertThat(store().claim(JobType.QUERY_MINER, 300))
                .extracting(Job::minerUid)
                .doesNotHaveDuplicates()
                .hasSize(256);
    }
}
