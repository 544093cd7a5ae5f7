package fairweather.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.proof.simulation.process.Mishap;
import fairweather.proof.simulation.world.Scenario;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failing seed prints its history and the command that shows it again. */
class SimulationTest {
    private static final int SEEDS = 200;
    private static final int ISOLATED = 8;

    private static CompletableFuture<Result> network;
    private static List<Result> results;

    /**
     * The large one is played beside the others, which do not know of one another and are played on all cores. Mutiny sets
     * itself up at its first use and bears no company then.
     */
    @BeforeAll
    static void play() {
        assertThat(Simulation.run(Scenario.of(0, 1, 1)).violation()).isNull();
        network = CompletableFuture.supplyAsync(() -> Simulation.run(Scenario.of(2018, 30, 256)));
        results = LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> Simulation.run(Scenario.of(seed, 20, 8)))
                .toList();
    }

    @Test
    @Tag("I10")
    void many_seeds_of_8_miners_and_20_days_hold_every_invariant_and_come_to_an_end() {
        assertThat(results)
                .filteredOn(result -> !result.holds())
                .extracting(Result::complaint)
                .isEmpty();
        assertThat(results)
                .allSatisfy(result -> assertThat(result.jobsFinished()).isPositive());
        assertThat(results.stream().mapToLong(Result::staleWritesRefused).sum()).isGreaterThan(33_000);
        assertThat(results.stream().mapToLong(Result::responsesScored).sum()).isGreaterThan(9_000);
    }

    /** About half of what these seeds see: fewer means that a fault has ceased to be played. */
    private static long least(Mishap mishap) {
        return switch (mishap) {
            case CRASH -> 9_000;
            case RESTART -> 4_500;
            case PAUSE -> 10_000;
            case CLOCK_SKEWED -> 7_000;
            case ORCHESTRATORS_DOWN -> 190;
            case TRIGGER_MISSED -> 230;
            case STORE_AWAY, GATEWAY_AWAY -> 1_900;
            case CALL_FAILED -> 69_000;
            case ANSWER_LOST -> 61_000;
            case DONE_BUT_REPORTED_FAILED -> 7_600;
            case BATCH_ROLLED_BACK -> 1_500;
            case SENT_TWICE -> 18_000;
            case NOTIFICATION_LOST -> 92_000;
            case TASK_HANGS -> 300;
            case TRUTH_LATE -> 19_000;
            case TRUTH_MISSING -> 160;
            case RUN_CANCELLED -> 85;
            case JOB_CANCELLED -> 390;
            case JOB_REDRIVEN -> 560;
            case WORK_HELD -> 300;
        };
    }

    @ParameterizedTest
    @EnumSource
    void many_seeds_meet_every_kind_of_fault_many_times(Mishap mishap) {
        assertThat(results.stream()
                        .mapToLong(result -> result.mishaps().getOrDefault(mishap, 0L))
                        .sum())
                .isGreaterThan(least(mishap));
    }

    @Test
    void as_many_miners_as_a_network_has_and_30_days_hold_every_invariant_and_come_to_an_end() {
        Result result = network.join();

        assertThat(result.violation()).as(result.complaint()).isNull();
        assertThat(result.responsesScored()).isGreaterThan(2_300);
    }

    @Test
    void the_same_seed_gives_the_same_history_and_another_seed_another() {
        Result one = Simulation.run(Scenario.of(42, 4, 4));
        Result again = Simulation.run(Scenario.of(42, 4, 4));
        Result other = Simulation.run(Scenario.of(43, 4, 4));

        assertThat(again).isEqualTo(one);
        assertThat(other.hash()).isNotEqualTo(one.hash());
    }

    /** Both ways without trouble of our own, since that strikes elsewhere when the work is another. */
    @Test
    void what_one_miner_does_leaves_the_final_scores_of_the_others_as_they_are() {
        for (long seed = 1; seed <= ISOLATED; seed++) {
            Scenario wild = Scenario.of(seed, 4, 6).calm();
            int troublemaker = (int) (seed % 6);
            Result with = Simulation.run(wild);
            Result without = Simulation.run(wild.taming(troublemaker));

            assertThat(with.violation()).as(with.complaint()).isNull();
            assertThat(without.violation()).as(without.complaint()).isNull();
            assertThat(ofOthers(with, troublemaker))
                    .isEqualTo(ofOthers(without, troublemaker))
                    .isNotEmpty();
        }
    }

    private static SortedMap<String, Double> ofOthers(Result result, int uid) {
        SortedMap<String, Double> scores = new TreeMap<>(result.scores());
        scores.keySet().removeIf(key -> key.endsWith(" uid " + uid));
        return scores;
    }

    /** What is scored in spite of everything is scored as if nothing had been. */
    @Test
    void our_own_trouble_changes_no_score_that_is_given() {
        for (long seed = 1; seed <= ISOLATED; seed++) {
            Scenario rough = Scenario.of(seed, 4, 6);
            Map<String, Double> calm = Simulation.run(rough.calm()).scores();
            Result result = Simulation.run(rough);

            assertThat(result.violation()).as(result.complaint()).isNull();
            result.scores()
                    .forEach((key, score) ->
                            assertThat(calm.getOrDefault(key, score)).as(key).isEqualTo(score));
        }
    }
}
