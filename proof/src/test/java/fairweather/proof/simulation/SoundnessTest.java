package fairweather.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.proof.simulation.world.Scenario;
import fairweather.proof.simulation.world.Scenario.Sabotage;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A simulation that cannot fail proves nothing: with a broken engine it does, within a few dozen seeds. */
class SoundnessTest {
    private static final int MOST_SEEDS = 36;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void a_broken_engine_is_found_out(Sabotage sabotage) {
        Optional<Result> found = LongStream.rangeClosed(1, MOST_SEEDS)
                .mapToObj(seed -> Simulation.run(Scenario.of(seed, 5, 6).with(sabotage)))
                .filter(result -> !result.holds())
                .findFirst();

        assertThat(found).as(sabotage + " in " + MOST_SEEDS + " seeds").isPresent();
        assertThat(found.get().violation()).contains(sabotage.symptom());
        assertThat(found.get().complaint()).contains("./fairweather simulate --seed");
    }
}
