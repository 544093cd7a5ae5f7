package fairweather.bench.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import fairweather.bench.Aim;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void given_nothing_measured_when_the_aims_are_judged_then_there_are_none() {
        assertThat(figures.aims()).isEmpty();
    }

    @Test
    void given_rounds_when_the_aims_are_judged_then_ratios_are_medians_over_rounds() {
        for (double factor : new double[] {1, 10, 2}) {
            figures.add(Measurement.METRICS, 0.5 * factor);
            figures.add(Measurement.METRICS_ONE_PASS, 4 * factor);
            figures.add(Measurement.METRICS_XARRAY, 19.9 * factor);
        }
        assertThat(figures.aims())
                .extracting(Aim::reached, Aim::met)
                .containsExactly(tuple("39.80 (39.80–39.80)", false), tuple("8.00 (8.00–8.00)", true));
    }

    @Test
    void given_a_triad_when_the_aims_are_judged_then_three_arrays_of_float32_are_counted_against_it() {
        figures.add(Measurement.METRICS, 1);
        figures.triad().add(20.0);
        assertThat(figures.aims()).extracting(Aim::reached).containsExactly("0.62 (0.62–0.62)");
    }
}
