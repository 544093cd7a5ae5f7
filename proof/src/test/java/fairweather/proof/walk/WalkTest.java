package fairweather.proof.walk;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.machine.EffectKind;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseMachine;
import fairweather.orchestrator.machine.Transition;
import fairweather.response.ResponseStatus;
import java.util.HashSet;
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
    void every_property_holds_for_one_miner_with_two_faults_and_an_order_and_the_table_tells_what_happens() {
        Walked walked = Walk.walk(Rule.all(), new Bounds(1, 2, 2, 2, 1, STATES));

        assertThat(walked.counterexample().map(Counterexample::text)).isEmpty();
        assertThat(walked.complete()).isTrue();
        assertThat(walked.states()).isGreaterThan(100_000);
        assertThat(walked.rows().keySet()).containsAll(ROWS_TAKEN);
        walked.rows()
                .forEach((row, seen) -> assertThat(row.effects())
                        .as(
                                "%s from %s, %s",
                                row.trigger(), row.from(), row.guard().words())
                        .containsAll(seen));
        ROWS_TAKEN.forEach(row -> assertThat(walked.rows().get(row))
                .as("%s from %s, %s", row.trigger(), row.from(), row.guard().words())
                .containsAll(needed(row)));
    }

    /** The rows that one miner can take within the bounds. */
    private static final Set<Transition<?>> ROWS_TAKEN = rowsTaken();

    private static Set<Transition<?>> rowsTaken() {
        Set<Transition<?>> rows = new HashSet<>(ResponseMachine.TABLE);
        rows.removeIf(row -> row.from().contains(ResponseStatus.FAILED));
        // A failure of ours is told by the reaper and the operator only, and at day1 and era5 nobody asks who left.
        rows.removeIf(row -> row.trigger() == ResponseEvent.JobLost.class);
        return rows;
    }

    private static Set<EffectKind> needed(Transition<?> row) {
        return new HashSet<>(row.effects());
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
