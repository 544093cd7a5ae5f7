package fairweather.forecast.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeScaleTest {

    @Test
    void an_instant_has_the_number_that_stands_for_it_if_that_is_whole() {
        TimeScale hours = TimeScale.since("hours since 1900-01-01");

        assertThat(hours.number(Instant.parse("2017-01-01T12:00:00Z"))).hasValue(1_025_628);
        assertThat(hours.instant(1_025_628)).contains(Instant.parse("2017-01-01T12:00:00Z"));
        assertThat(hours.number(Instant.parse("1899-12-31T23:00:00Z"))).hasValue(-1);
        assertThat(hours.number(Instant.parse("2017-01-01T12:30:00Z"))).isEmpty();
        assertThat(TimeScale.since("days since 2017-01-01 12:00").number(Instant.parse("2017-01-03T12:00:00Z")))
                .hasValue(2);
    }
}
