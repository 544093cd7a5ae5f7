package fairweather.data.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepthTest {
    private static final Instant NEWEST = Instant.parse("2026-01-31T06:00:00Z");

    private int asked;

    private Optional<Instant> oldest(int days) {
        return new Depth(NEWEST, time -> {
                    asked++;
                    return !time.isBefore(daysBack(days));
                })
                .oldest();
    }

    private static Instant daysBack(int days) {
        return NEWEST.minus(Duration.ofDays(days));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 30, 63})
    void of_a_few_days_the_very_day_is_found(int days) {
        assertThat(oldest(days)).contains(daysBack(days));
        assertThat(asked).isLessThan(15);
    }

    @Test
    void of_years_it_is_found_to_a_few_weeks_with_few_questions() {
        Instant oldest = oldest(1857).orElseThrow();

        assertThat(oldest).isBetween(daysBack(1857), daysBack(1857 - 32));
        assertThat(asked).isLessThan(20);
    }

    @Test
    void what_has_no_end_is_not_looked_for_for_ever() {
        assertThat(oldest(100_000)).isEmpty();
        assertThat(asked).isLessThan(20);
    }
}
