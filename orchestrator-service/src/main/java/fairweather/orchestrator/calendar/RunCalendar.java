package fairweather.orchestrator.calendar;

import fairweather.retry.RetryPolicies;
import fairweather.run.RunConfig;
import fairweather.step.StepKey;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32;

/**
 * Decides, as a pure function of the time, what a series' calendar does about a day. A day's run opens at a fixed minute
 * plus a jitter that depends on validator and date alone, so that a restart does not roll it anew; it never reaches into
 * the next day. A missed opening is made up for on the same day as long as the last possible freeze still precedes the
 * first ERA5 lead: later, a miner could know what it forecasts. A series of hindcasts keeps the same hours by its nominal
 * cycles, but has nothing to lose: its day is over when the day is.
 *
 * @param hindsight whether the weather of its runs is known when they are opened
 */
public record RunCalendar(
        String series, int cycleHour, int openAtMinute, int jitterMinutes, RunConfig config, boolean hindsight) {
    /** GFS begins at 00, 06, 12 and 18 UTC. */
    public static final int HOURS_BETWEEN_CYCLES = 6;

    /** A run opened later than this after its regular time is marked late. */
    static final Duration LATE = Duration.ofMinutes(5);

    /** The last minute of a day. */
    private static final int LAST_MINUTE = 24 * 60 - 1;

    /** A row of the table {@code series}. */
    static RunCalendar of(String series, Row row) {
        return new RunCalendar(
                series,
                row.getInteger("cycle_hour"),
                row.getInteger("open_at_minute"),
                row.getInteger("jitter_minutes"),
                RunConfig.fromJson(row.getJsonObject("run_config")),
                Series.of(row).hindsight());
    }

    /** Whether GFS begins at that instant. */
    public static boolean isCycle(Instant instant) {
        return instant.equals(instant.truncatedTo(ChronoUnit.HOURS))
                && instant.atOffset(ZoneOffset.UTC).getHour() % HOURS_BETWEEN_CYCLES == 0;
    }

    /** What to do about a day's cycle. */
    public sealed interface Decision {
        Instant cycle();

        /** Nothing yet. */
        record Wait(Instant cycle, Instant until) implements Decision {}

        /** Open the run, unless it exists. */
        record Open(Instant cycle, boolean late) implements Decision {}

        /** Too late to open it honestly. */
        record Missed(Instant cycle, String reason) implements Decision {}
    }

    public Decision decide(LocalDate day, String validatorHotkey, Instant now) {
        Instant cycle = cycle(day);
        Instant regular = opening(day, validatorHotkey);
        if (now.isBefore(regular)) {
            return new Decision.Wait(cycle, regular);
        }
        Instant last = lastOpening(day);
        if (now.isAfter(last)) {
            String why = hindsight ? "the end of its day" : "after which a forecast could be frozen past lead 24";
            return new Decision.Missed(cycle, "no run was opened by " + last + ", " + why);
        }
        return new Decision.Open(cycle, late(day, validatorHotkey, now));
    }

    /** Whether a run of that day that is opened now comes later than its regular time. */
    boolean late(LocalDate day, String validatorHotkey, Instant now) {
        return now.isAfter(opening(day, validatorHotkey).plus(LATE));
    }

    public Instant cycle(LocalDate day) {
        return day.atTime(cycleHour, 0).toInstant(ZoneOffset.UTC);
    }

    /** The regular opening of a day. */
    Instant opening(LocalDate day, String validatorHotkey) {
        Instant base = day.atTime(LocalTime.MIN).toInstant(ZoneOffset.UTC).plus(Duration.ofMinutes(openAtMinute));
        int window = Math.min(jitterMinutes, LAST_MINUTE - openAtMinute);
        if (window == 0) {
            return base;
        }
        CRC32 hash = new CRC32();
        hash.update((series + "|" + validatorHotkey + "|" + day).getBytes(StandardCharsets.UTF_8));
        return base.plusSeconds(hash.getValue() % (60L * window + 1));
    }

    /** The last instant at which miners can be asked whose forecasts must be frozen before their first ERA5 lead. */
    public static Instant lastQuery(RunConfig config, Instant cycle) {
        return lastRepeat(config, cycle).minus(RetryPolicies.of(StepKey.QUERY).longest(config.testMode()));
    }

    /** The last instant at which a miner can be asked again that was asked in time and did not answer. */
    public static Instant lastRepeat(RunConfig config, Instant cycle) {
        Duration polling = config.pollInterval().multipliedBy(config.maxPolls());
        return lastFreeze(config, cycle).minus(config.freezeWindow()).minus(polling);
    }

    /** The valid time of the first ERA5 lead: whoever could still change its forecast then would know the weather. */
    public static Instant lastFreeze(RunConfig config, Instant cycle) {
        return cycle.plus(Duration.ofHours(config.era5LeadHours().getFirst()));
    }

    /** The last instant of the day at which a run opened could not be frozen later than its first ERA5 lead. */
    Instant lastOpening(LocalDate day) {
        Instant last = lastQuery(config, cycle(day));
        Instant endOfDay = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return hindsight || !last.isBefore(endOfDay) ? endOfDay : last;
    }
}
