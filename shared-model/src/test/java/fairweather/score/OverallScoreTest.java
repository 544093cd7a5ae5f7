package fairweather.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OverallScoreTest {
    @Test
    void era5_weighs_ninety_five_and_a_passed_day_one_five_percent() {
        assertThat(OverallScore.of(null, false)).isZero();
        assertThat(OverallScore.of(null, true)).isCloseTo(0.05, within(1e-15));
        assertThat(OverallScore.of(1.0, true)).isEqualTo(1);
        assertThat(OverallScore.of(0.14, true)).isCloseTo(0.183, within(1e-12));
    }

    @Test
    void day_one_is_passed_from_a_tenth_and_never_without_a_score() {
        assertThat(OverallScore.passed(0.1)).isTrue();
        assertThat(OverallScore.passed(Math.nextDown(0.1))).isFalse();
        assertThat(OverallScore.passed(null)).isFalse();
    }
}
