package fairweather.job;

import static fairweather.job.JobStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is held back, for how long, and that nothing else is. */
interface HoldContract {
    JobStore store();

    private void hold(HoldTarget target, Due until) {
        await(store().holds().hold(new Hold(target, until, "maintenance", "operator")));
    }

    private List<Long> claimed(JobType type) {
        return store().claim(type, 10).stream().map(job -> job.lease().jobId()).toList();
    }

    private long enqueue(JobType type, Integer run, Integer uid) {
        return store().enqueue(
                        new NewJob(type, type.priority(), new JsonObject(), Due.now(), null, run, null, uid, null));
    }

    @Test
    default void given_a_paused_type_when_jobs_are_claimed_then_its_own_wait_until_it_is_lifted_and_others_do_not() {
        long paused = enqueue(JobType.DAY1, null, 1);
        long other = enqueue(JobType.ERA5, null, 2);
        hold(HoldTarget.of(JobType.DAY1), null);

        assertThat(claimed(JobType.DAY1)).isEmpty();
        assertThat(claimed(JobType.ERA5)).containsExactly(other);
        assertThat(await(store().holds().lift(HoldTarget.of(JobType.DAY1)))).isTrue();
        assertThat(await(store().holds().lift(HoldTarget.of(JobType.DAY1)))).isFalse();
        assertThat(claimed(JobType.DAY1)).containsExactly(paused);
    }

    @Test
    default void given_a_paused_miner_when_jobs_are_claimed_then_all_of_its_types_wait_and_other_miners_do_not() {
        enqueue(JobType.DAY1, null, 0);
        enqueue(JobType.POLL_MINER, null, 0);
        long other = enqueue(JobType.DAY1, null, 1);
        long nobodys = enqueue(JobType.DAY1, null, null);
        hold(HoldTarget.ofMiner(0), null);

        assertThat(claimed(JobType.DAY1)).containsExactly(other, nobodys);
        assertThat(claimed(JobType.POLL_MINER)).isEmpty();
    }

    @Test
    default void
            given_a_stage_of_a_run_that_is_held_back_when_jobs_are_claimed_then_only_that_stage_of_that_run_waits() {
        int held = store().newRun();
        int free = store().newRun();
        enqueue(JobType.DAY1, held, 1);
        long stage = enqueue(JobType.ERA5, held, 2);
        long run = enqueue(JobType.DAY1, free, 3);
        long none = enqueue(JobType.DAY1, null, 4);
        hold(HoldTarget.ofRun(JobType.DAY1, held), null);

        assertThat(claimed(JobType.DAY1)).containsExactly(run, none);
        assertThat(claimed(JobType.ERA5)).containsExactly(stage);
    }

    @Test
    default void given_a_hold_of_all_three_when_jobs_are_claimed_then_each_part_has_to_match() {
        int run = store().newRun();
        hold(new HoldTarget(JobType.DAY1, 1, run), null);
        enqueue(JobType.DAY1, run, 1);
        long otherMiner = enqueue(JobType.DAY1, run, 2);
        long otherRun = enqueue(JobType.DAY1, store().newRun(), 3);

        assertThat(claimed(JobType.DAY1)).containsExactly(otherMiner, otherRun);
    }

    @Test
    default void given_a_hold_until_a_time_when_that_has_come_then_it_is_over_without_anybodys_doing() {
        long job = enqueue(JobType.DAY1, null, 1);
        hold(HoldTarget.of(JobType.DAY1), Due.after(Duration.ofMinutes(5)));
        hold(HoldTarget.ofMiner(1), Due.at(store().now().plus(Duration.ofMinutes(2))));

        store().advance(Duration.ofMinutes(4));
        assertThat(claimed(JobType.DAY1)).isEmpty();
        store().advance(Duration.ofMinutes(2));
        assertThat(claimed(JobType.DAY1)).containsExactly(job);
        assertThat(await(store().holds().standing())).isEmpty();
    }

    @Test
    default void given_a_hold_when_its_target_is_held_again_then_the_later_one_counts_and_there_is_still_one() {
        hold(HoldTarget.ofMiner(1), null);
        var until = store().now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
        await(store().holds().hold(new Hold(HoldTarget.ofMiner(1), Due.at(until), "slow", "somebody")));
        hold(HoldTarget.of(JobType.SEED), null);

        assertThat(await(store().holds().standing()))
                .containsExactly(
                        new StandingHold(HoldTarget.ofMiner(1), until, "slow", "somebody"),
                        new StandingHold(HoldTarget.of(JobType.SEED), null, "maintenance", "operator"));
    }

    @Test
    default void given_a_running_job_when_it_is_held_then_it_goes_on_to_its_end() {
        Job job = store().claimedOfMiner(JobType.DAY1);
        hold(HoldTarget.of(JobType.DAY1), null);

        assertThat(await(store().queue().heartbeat(List.of(job.lease()), JobStore.LEASE)))
                .containsExactly(job.lease());
        assertThat(store().finish(job, new End.Succeeded(new JsonObject()))).isTrue();
    }

    @Test
    default void given_held_jobs_before_others_when_jobs_are_claimed_then_they_block_nothing_behind_them() {
        for (int uid = 0; uid < 20; uid++) {
            enqueue(JobType.DAY1, null, 5);
        }
        long behind = enqueue(JobType.DAY1, null, 6);
        hold(HoldTarget.ofMiner(5), null);

        assertThat(store().claim(JobType.DAY1, 1))
                .extracting(job -> job.lease().jobId())
                .containsExactly(behind);
    }

    @Test
    default void given_due_jobs_that_are_held_when_asked_for_the_next_look_then_it_is_the_end_of_the_hold() {
        Set<JobType> types = Set.of(JobType.DAY1);
        enqueue(JobType.DAY1, null, 1);
        hold(HoldTarget.of(JobType.DAY1), null);
        assertThat(await(store().queue().untilNextDue(types))).isEmpty();

        hold(HoldTarget.of(JobType.DAY1), Due.after(Duration.ofMinutes(3)));
        hold(HoldTarget.of(JobType.ERA5), Due.after(Duration.ofMinutes(1)));
        assertThat(await(store().queue().untilNextDue(types)).orElseThrow())
                .isBetween(Duration.ofSeconds(170), Duration.ofSeconds(180));
        store().advance(Duration.ofMinutes(4));
        assertThat(await(store().queue().untilNextDue(types))).contains(Duration.ZERO);
    }

    @Test
    default void given_a_hold_of_nothing_when_it_is_made_then_it_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HoldTarget(null, null, null));
    }

    @Test
    default void given_a_held_run_when_it_was_the_first_to_ask_for_a_truth_then_that_is_looked_for_since_others_wait() {
        int run = store().newRun();
        long truth = enqueue(JobType.ERA5_TRUTH, run, null);
        hold(new HoldTarget(null, null, run), null);

        assertThat(claimed(JobType.ERA5_TRUTH)).containsExactly(truth);
    }
}
