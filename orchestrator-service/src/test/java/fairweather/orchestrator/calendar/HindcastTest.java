package fairweather.orchestrator.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HindcastTest {
    private static Instant cycle(String config, String nominal) {
        return Hindcast.of(new JsonObject(config)).cycle(Instant.parse(nominal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // an ordinary day; the ends of a month and of a year; a leap day, and a year without one
                "8 | 0 | 2025-11-26T00:00:00Z | 2025-11-18T00:00:00Z",
                "8 | 0 | 2025-11-03T06:00:00Z | 2025-10-26T06:00:00Z",
                "20 | 0 | 2026-01-05T12:00:00Z | 2025-12-16T12:00:00Z",
                "8 | 0 | 2024-03-05T00:00:00Z | 2024-02-26T00:00:00Z",
                "8 | 0 | 2024-03-08T00:00:00Z | 2024-02-29T00:00:00Z",
                "8 | 0 | 2025-03-05T00:00:00Z | 2025-02-25T00:00:00Z",
                // hours reach into the day before
                "0 | 6 | 2024-03-01T00:00:00Z | 2024-02-29T18:00:00Z",
                "8 | 18 | 2025-11-26T12:00:00Z | 2025-11-17T18:00:00Z",
                "9 | -12 | 2025-11-26T12:00:00Z | 2025-11-18T00:00:00Z",
                "0 | 48 | 2025-11-26T18:00:00Z | 2025-11-24T18:00:00Z",
            })
    void a_hindcast_forecasts_the_cycle_so_many_days_and_hours_before(
            int days, int hours, String nominal, String effective) {
        JsonObject config = new JsonObject()
                .put("hindcast", true)
                .put("test_hindcast_days", days)
                .put("test_hindcast_hours", hours);

        assertThat(Hindcast.of(config).cycle(Instant.parse(nominal))).isEqualTo(Instant.parse(effective));
        assertThat(RunCalendar.isCycle(Instant.parse(effective))).isTrue();
    }

    @Test
    void the_shift_is_eight_days_where_nothing_else_is_said() {
        assertThat(cycle("{\"hindcast\": true}", "2025-11-26T06:00:00Z"))
                .isEqualTo(Instant.parse("2025-11-18T06:00:00Z"));
        assertThat(cycle("{\"hindcast\": true, \"test_hindcast_hours\": 6}", "2025-11-26T06:00:00Z"))
                .isEqualTo(Instant.parse("2025-11-18T00:00:00Z"));
    }

    @Test
    void a_series_that_is_none_has_no_shift() {
        for (String config : new String[] {"{}", "{\"hindcast\": false}", "{\"test_mode\": true}"}) {
            assertThat(cycle(config, "2025-11-26T06:00:00Z")).isEqualTo(Instant.parse("2025-11-26T06:00:00Z"));
            assertThat(Hindcast.of(new JsonObject(config)).shifts()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"hindcast\": true, \"test_hindcast_hours\": 5} | not by 197 h",
                "{\"hindcast\": true, \"test_hindcast_days\": 0, \"test_hindcast_hours\": 3} | not by 3 h",
                "{\"hindcast\": true, \"test_hindcast_days\": 0} | not by 0 h",
                "{\"hindcast\": true, \"test_hindcast_days\": -8} | not by -192 h",
                "{\"hindcast\": true, \"test_hindcast_days\": 40000} | not by 960000 h",
                "{\"hindcast\": true, \"test_hindcast_days\": \"8\"} | test_hindcast_days must be a whole number, not 8",
                "{\"hindcast\": true, \"test_hindcast_hours\": 1.5} | test_hindcast_hours must be a whole number, not 1.5",
                "{\"hindcast\": 8} | hindcast must be true or false, not 8",
                "{\"test_hindcast_days\": 8} | mean nothing without hindcast: true",
                "{\"hindcast\": false, \"test_hindcast_hours\": 0} | mean nothing without hindcast: true",
            })
    void a_shift_that_does_not_lead_to_an_earlier_cycle_is_refused(String config, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hindcast.of(new JsonObject(config)))
                .withMessageContaining(why);
    }

    @Test
    void a_cycle_is_at_six_hours_sharp() {
        assertThat(RunCalendar.isCycle(Instant.parse("2024-02-29T18:00:00Z"))).isTrue();
        assertThat(RunCalendar.isCycle(Instant.parse("2024-02-29T17:00:00Z"))).isFalse();
        assertThat(RunCalendar.isCycle(Instant.parse("2024-02-29T18:00:01Z"))).isFalse();
    }
}
