package fairweather.orchestrator.calendar;

import fairweather.database.Database.Session;
import fairweather.orchestrator.calendar.RunCalendar.Decision;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What the calendars of all series would do now and next; nothing is done. */
public final class CalendarPreview {
    private CalendarPreview() {}

    /** What happens to a cycle. */
    public enum Action {
        /** Its run opens at the next look. */
        OPEN,
        /** Its run opens at its time. */
        WAIT,
        /** It is recorded as missed at the next look. */
        MISS
    }

    /** @param at when it opens; null if that is not to be waited for. @param reason null for a regular opening */
    public record Planned(String series, Instant cycle, Action action, Instant at, String reason) {}

    public static List<Planned> of(Session tx, String validatorHotkey) {
        List<Planned> planned = new ArrayList<>();
        for (Row row : tx.query(CalendarKeeper.SERIES)) {
            RunCalendar calendar = RunCalendar.of(row.getString("name"), row);
            Instant now = row.getOffsetDateTime("now").toInstant();
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            for (LocalDate day : CalendarKeeper.undecidedDays(row, today)) {
                planned.add(new Planned(
                        calendar.series(), calendar.cycle(day), Action.MISS, null, CalendarKeeper.NOBODY_AT_WORK));
            }
            Planned ofToday = planned(calendar, calendar.decide(today, validatorHotkey, now));
            if (open(tx, Series.of(row), ofToday)) {
                planned.add(ofToday);
            }
            if (ofToday.action() != Action.WAIT) {
                planned.add(planned(calendar, calendar.decide(today.plusDays(1), validatorHotkey, now)));
            }
        }
        return planned;
    }

    /** Whether today's cycle is not decided yet, or its run may be opened again. */
    private static boolean open(Session tx, Series series, Planned planned) {
        return switch (planned.action()) {
            case WAIT -> true;
            case OPEN -> CalendarKeeper.openable(tx, series, planned.cycle()).getBoolean("openable");
            case MISS ->
                tx.query(
                                "SELECT 1 FROM calendar_days WHERE series = $1 AND cycle = $2",
                                planned.series(),
                                planned.cycle().atOffset(ZoneOffset.UTC))
                        .isEmpty();
        };
    }

    private static Planned planned(RunCalendar calendar, Decision decision) {
        return switch (decision) {
            case Decision.Wait(Instant cycle, Instant until) ->
                new Planned(calendar.series(), cycle, Action.WAIT, until, null);
            case Decision.Open(Instant cycle, boolean late) ->
                new Planned(calendar.series(), cycle, Action.OPEN, null, late ? "late" : null);
            case Decision.Missed(Instant cycle, String reason) ->
                new Planned(calendar.series(), cycle, Action.MISS, null, reason);
        };
    }
}
