package fairweather.orchestrator.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.orchestrator.calendar.RunCalendar.Decision;
import fairweather.run.LevelRule;
import fairweather.run.RunConfig;
import fairweather.run.ScoringMode;
import fairweather.run.VariableLevels;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RunCalendarTest {
    private static final LocalDate DAY = LocalDate.of(2025, 11, 26);
    private static final List<VariableLevels> SURFACE = List.of(new VariableLevels("2t", List.of()));
    private static final RunConfig CONFIG = new RunConfig(
            ScoringMode.STRICT,
            "cos-1",
            LevelRule.POOLED,
            false,
            "providers",
            SURFACE,
            SURFACE,
            List.of(12),
            RunConfig.LEAD_COLUMNS,
            Duration.ofHours(126),
            Duration.ofHours(1),
            Duration.ofDays(7),
            Duration.ofDays(10),
            Duration.ofMinutes(5),
            20,
            Duration.ofMinutes(200),
            Duration.ofHours(2));
    private final RunCalendar calendar = new RunCalendar("daily", 0, 18 * 60, 30, CONFIG, false);

    @Test
    void the_jitter_is_the_same_after_every_restart_and_within_half_an_hour() {
        List<Instant> openings = IntStream.range(0, 200)
                .mapToObj(i -> calendar.opening(DAY, "validator-" + i))
                .toList();

        assertThat(openings)
                .allMatch(at -> !at.isBefore(Instant.parse("2025-11-26T18:00:00Z"))
                        && !at.isAfter(Instant.parse("2025-11-26T18:30:00Z")));
        assertThat(openings.stream().distinct().count()).isGreaterThan(150);
        assertThat(calendar.opening(DAY, "validator-7")).isEqualTo(openings.get(7));
    }

    @Test
    @Tag("P-24")
    void a_restart_at_any_second_of_the_evening_opens_exactly_the_days_cycle() {
        Instant from = Instant.parse("2025-11-26T17:55:00Z");
        Instant opening = calendar.opening(DAY, "validator");
        for (int second = 0; second < 45 * 60; second++) {
            Instant now = from.plusSeconds(second);
            Decision decision = calendar.decide(DAY, "validator", now);
            assertThat(decision.cycle()).isEqualTo(Instant.parse("2025-11-26T00:00:00Z"));
            assertThat(decision instanceof Decision.Open).isEqualTo(!now.isBefore(opening));
        }
    }

    @Test
    void a_missed_opening_is_made_up_for_until_the_last_freeze_would_reach_lead_24() {
        Instant last = calendar.lastOpening(DAY);

        assertThat(last).isEqualTo(Instant.parse("2025-11-26T19:56:54Z"));
        assertThat(calendar.decide(DAY, "validator", last)).isEqualTo(new Decision.Open(calendar.cycle(DAY), true));
        assertThat(calendar.decide(DAY, "validator", last.plusSeconds(1))).isInstanceOf(Decision.Missed.class);
    }

    @Test
    void due_times_of_a_production_run_are_five_days_and_six_hours_after_the_lead() {
        Instant init = Instant.parse("2025-11-26T00:00:00Z");

        assertThat(CONFIG.due(init, 24)).isEqualTo(Instant.parse("2025-12-02T06:00:00Z"));
        assertThat(CONFIG.due(init, 240)).isEqualTo(Instant.parse("2025-12-11T06:00:00Z"));
    }

    @Test
    void an_opening_late_in_the_evening_stays_on_its_day() {
        RunCalendar late = new RunCalendar("late", 18, 23 * 60 + 50, 120, CONFIG, false);

        assertThat(IntStream.range(0, 200).mapToObj(i -> late.opening(DAY, "validator-" + i)))
                .allMatch(at -> !at.isBefore(Instant.parse("2025-11-26T23:50:00Z"))
                        && !at.isAfter(Instant.parse("2025-11-26T23:59:00Z")));
        assertThat(new RunCalendar("last", 18, 24 * 60 - 1, 120, CONFIG, false).opening(DAY, "validator"))
                .isEqualTo(Instant.parse("2025-11-26T23:59:00Z"));
    }
}
