package fairweather.reference.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdsPatienceTest {
    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 1500", "2, 2250", "11, 86497", "12, 120000", "2000, 120000"})
    void a_job_is_looked_at_less_and_less_often_up_to_two_minutes(int looks, long millis) {
        assertThat(CdsPatience.beforeLook(looks)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1, 15", "2, 30", "5, 240", "6, 360", "1000000, 360"})
    void a_refused_request_is_repeated_after_a_quarter_of_an_hour_to_six(int refusals, long minutes) {
        assertThat(CdsPatience.afterRefusals(refusals)).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void advice_is_taken_within_reason() {
        assertThat(CdsPatience.whenLimited(null)).isEqualTo(Duration.ofMinutes(2));
        assertThat(CdsPatience.whenLimited(Duration.ZERO)).isEqualTo(Duration.ofMinutes(2));
        assertThat(CdsPatience.whenLimited(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(CdsPatience.whenLimited(Duration.ofDays(3))).isEqualTo(Duration.ofHours(1));
    }

    /** Else another would take over what is still under way. */
    @Test
    void what_is_held_is_held_for_longer_than_all_exchanges_of_a_step_take() {
        assertThat(CdsPatience.HOLD).isGreaterThan(CdsPatience.EXCHANGE.multipliedBy(4));
    }
}
