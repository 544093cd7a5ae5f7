package fairweather.orchestrator.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.periodic.MissedFire.Decision;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MissedFireTest {
    private static final Instant DUE = Instant.parse("2025-11-26T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static Instant after(long minutes) {
        return DUE.plus(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @EnumSource(MissedFire.class)
    void an_occasion_within_its_period_is_answered_and_the_next_keeps_its_regular_time(MissedFire policy) {
        for (long late : new long[] {0, 1, 59}) {
            assertThat(policy.decide(DUE, HOUR, after(late), 24)).isEqualTo(new Decision(true, DUE, after(60), 0));
        }
    }

    @Test
    void missed_occasions_are_made_up_for_once() {
        assertThat(MissedFire.ONCE.decide(DUE, HOUR, after(190), 24)).isEqualTo(new Decision(true, DUE, after(240), 3));
    }

    @Test
    void each_missed_occasion_is_made_up_for_the_oldest_first() {
        assertThat(MissedFire.EACH.decide(DUE, HOUR, after(190), 24)).isEqualTo(new Decision(true, DUE, after(60), 0));
    }

    @Test
    void of_very_many_missed_occasions_only_the_newest_are_made_up_for() {
        assertThat(MissedFire.EACH.decide(DUE, HOUR, after(10 * 60 + 5), 3))
                .isEqualTo(new Decision(true, after(8 * 60), after(9 * 60), 8));
    }

    @Test
    void a_schedule_that_skips_goes_on_with_the_next_regular_time() {
        assertThat(MissedFire.SKIP.decide(DUE, HOUR, after(190), 24))
                .isEqualTo(new Decision(false, DUE, after(240), 4));
    }
}
