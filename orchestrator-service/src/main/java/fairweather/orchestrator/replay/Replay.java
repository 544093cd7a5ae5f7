package fairweather.orchestrator.replay;

import fairweather.orchestrator.calendar.RunCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is to be replayed.
 *
 * @param name of the series that it becomes
 * @param source the series whose configuration is taken
 * @param from the first cycle
 * @param to no cycle is later
 * @param everyHours the step from one cycle to the next
 * @param atOnce how many runs may live at once
 * @param uids the slots that take part, or null for all
 * @param referenceSource where its reference data come from, or null for the source series' own
 */
public record Replay(
        String name,
        String source,
        Instant from,
        Instant to,
        int everyHours,
        int atOnce,
        List<Integer> uids,
        String referenceSource) {
    public static final int DEFAULT_EVERY_HOURS = 24;
    public static final int DEFAULT_AT_ONCE = 2;
    public static final int MOST_AT_ONCE = 16;
    public static final int MOST_CYCLES = 2000;

    private static final int LONGEST_STEP_HOURS = 8760;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** @throws IllegalArgumentException which says what is wrong */
    public Replay {
        uids = uids == null ? null : uids.stream().sorted().toList();
        require(NAME.matcher(name).matches(), "replay is a name of 1 to 64 letters, digits and dashes");
        require(RunCalendar.isCycle(from), "from is a cycle at 00, 06, 12 or 18 UTC, not " + from);
        require(RunCalendar.isCycle(to), "to is a cycle at 00, 06, 12 or 18 UTC, not " + to);
        require(!to.isBefore(from), "to is before from");
        require(
                everyHours > 0
                        && everyHours <= LONGEST_STEP_HOURS
                        && everyHours % RunCalendar.HOURS_BETWEEN_CYCLES == 0,
                "every_hours must be a multiple of 6, from 6 to " + LONGEST_STEP_HOURS);
        require(atOnce >= 1 && atOnce <= MOST_AT_ONCE, "at_once must be 1 to " + MOST_AT_ONCE);
        long cycles = cycles(from, to, everyHours);
        require(cycles <= MOST_CYCLES, "a replay has " + MOST_CYCLES + " cycles at most, not " + cycles);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static long cycles(Instant from, Instant to, int everyHours) {
        return Duration.between(from, to).dividedBy(Duration.ofHours(everyHours)) + 1;
    }

    public int cycles() {
        return Math.toIntExact(cycles(from, to, everyHours));
    }

    /** How many cycles come before this one, which is one of them or the step after the last. */
    public int before(Instant cycle) {
        return Math.toIntExact(Duration.between(from, cycle).dividedBy(Duration.ofHours(everyHours)));
    }

    Instant after(Instant cycle) {
        return cycle.plus(Duration.ofHours(everyHours));
    }
}
