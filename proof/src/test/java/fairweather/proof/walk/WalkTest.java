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
import org.junit.jupiter.params.provider.EnumSource;

class WalkTest {
    private static final int STATES = 1_000_000;

    @Test
    void every_property_holds_for_two_miners_whatever_the_order_of_events() {
        Walked walked = Walk.walk(Rule.all(), new Bounds(2, 2, 2, 0, 0, STATES));

        assertThat(walked.counterexample().map(Counterexample::text)).isEmpty();
        assertThat(walked.complete()).isTrue();
        assertThat(walked.states()).isGreaterThan(50_000);
    }

    @Test
    void every_property_holds_for_one_miner_with_two_faults_and_an_order() {
        Walked walked = Walk.walk(Rule.all(), new Bounds(1, 2, 2, 2, 1, STATES));

        assertThat(walked.counterexample().map(Counterexample::text)).isEmpty();
        assertThat(walked.complete()).isTrue();
        assertThat(walked.states()).isGreaterThan(100_000);
    }

    @Test
    void an_order_takes_every_row_of_the_table_and_shows_every_effect_that_it_declares() {
        Walked walked = Walk.walk(Rule.all(), new Bounds(2, 1, 1, 0, 1, STATES));

        assertThat(walked.counterexample().map(Counterexample::text)).isEmpty();
        assertThat(walked.complete()).isTrue();
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
    @EnumSource(Rule.class)
    void without_a_guard_the_walk_finds_what_it_guards(Rule rule) {
        BrokenRule variant = BrokenRule.of(rule);

        assertThat(variant.walk().counterexample())
                .hasValueSatisfying(
                        found -> assertThat(found.property()).as(found.text()).isEqualTo(variant.expected()));
    }
}
