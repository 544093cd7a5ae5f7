package fairweather.proof.walk;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseMachine;
import fairweather.orchestrator.machine.Transition;
import fairweather.response.ResponseStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code ./fairweather walk} goes farther. */
class WalkTest {
    private static final int STATES = 1_000_000;

    static final List<BrokenRule> WITHOUT_A_GUARD = BrokenRule.ALL;

    private static Walked wholeWalk(Bounds bounds) {
        Walked walked = Walk.walk(Rule.all(), bounds);

        assertThat(walked.counterexample().map(Counterexample::text)).isEmpty();
        assertThat(walked.complete()).isTrue();
        return walked;
    }

    @Test
    void every_property_holds_for_two_miners_whatever_the_order_of_events() {
        assertThat(wholeWalk(new Bounds(2, 2, 2, 0, 0, STATES)).states()).isGreaterThan(75_000);
    }

    @Test
    void every_property_holds_for_one_miner_with_two_faults_and_an_order() {
        assertThat(wholeWalk(new Bounds(1, 2, 2, 2, 1, STATES)).states()).isGreaterThan(400_000);
    }

    @Test
    void every_property_holds_for_a_miner_in_two_runs_and_claims_that_look_at_once() {
        assertThat(wholeWalk(new Bounds(1, 2, 2, 0, 0, STATES).withWorkElsewhere())
                        .states())
                .isGreaterThan(75_000);
    }

    @Test
    void two_miners_with_a_fault_and_an_order_take_every_row_of_the_table_with_every_effect_it_declares() {
        Walked walked = wholeWalk(new Bounds(2, 1, 1, 1, 1, STATES));

        assertThat(walked.states()).isGreaterThan(330_000);
        for (Transition<?> row : ResponseMachine.TABLE) {
            if (!takesMore(row)) {
                assertThat(walked.rows().get(row))
                        .as(
                                "%s from %s, %s",
                                row.trigger(), row.from(), row.guard().words())
                        .isEqualTo(Set.copyOf(row.effects()));
            }
        }
    }

    /** A job is lost after two faults; a scored response that waits for nothing is redriven after another order. */
    private static boolean takesMore(Transition<?> row) {
        return row.trigger() == ResponseEvent.JobLost.class
                || row.trigger() == ResponseEvent.Redriven.class
                        && row.path().equals(List.of(ResponseStatus.ERA5_SCORED));
    }

    @ParameterizedTest
    @FieldSource("WITHOUT_A_GUARD")
    void without_a_guard_the_walk_finds_what_it_keeps_and_nothing_else(BrokenRule variant) {
        assertThat(variant.walk().counterexample())
                .hasValueSatisfying(
                        found -> assertThat(found.violated()).as(found.text()).isEqualTo(variant.expected()));
    }

    @Test
    void every_guard_is_removed_and_every_property_is_found_violated_alone() {
        assertThat(BrokenRule.ALL).extracting(BrokenRule::rule).contains(Rule.values());
        assertThat(BrokenRule.foundAlone()).contains(Property.values());
    }

    @Test
    void a_step_that_is_wrong_is_found_although_it_changes_nothing() {
        Walked walked = Walk.walk(Rule.BEAT_CHECKED.broken(), new Bounds(1, 2, 1, 1, 0, STATES));

        assertThat(walked.counterexample())
                .hasValueSatisfying(found -> assertThat(found.steps().getLast())
                        .isEqualTo("a worker with a lost lease of the run.orchestrate renews it"));
    }
}
