package fairweather.proof.simulation;

import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.run.LevelRule;
import fairweather.run.RunConfig;
import fairweather.run.ScoringMode;
import fairweather.run.VariableLevels;
import java.time.Duration;
import java.util.List;

/** The series of a simulation: the daily one as it is delivered, with fewer variables. */
final class Series {
    private static final RunConfig CONFIG = new RunConfig(
            ScoringMode.STRICT,
            "cos-1",
            LevelRule.POOLED,
            false,
            "providers",
            List.of(new VariableLevels("2t", List.of())),
            List.of(new VariableLevels("2t", List.of())),
            List.of(12),
            RunConfig.LEAD_COLUMNS,
            Duration.ofHours(126),
            Duration.ofHours(1),
            Duration.ofDays(7),
            Duration.ofDays(10),
            Duration.ofMinutes(5),
            20,
            Duration.ofSeconds(12_000),
            Duration.ofHours(2));

    static final RunCalendar CALENDAR = new RunCalendar("daily", 0, 1080, 30, CONFIG, false);

    private Series() {}
}
