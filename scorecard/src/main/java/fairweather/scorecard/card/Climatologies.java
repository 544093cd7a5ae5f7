package fairweather.scorecard.card;

import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Slot;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/**
 * What is usual at a valid time: the exact time where the climatology has it, else the day of the year or the month
 * and the hour rounded down to 6, else the calendar month, else the only field there is. All in UTC.
 */
record Climatologies(Dataset data) {
    private static final String ROLE = "the climatology";
    private static final int HOURS = 6;
    private static final int MONTHS = 12;

    /** @param valid null if nothing tells the time; then only a single field will do */
    Choice at(Key key, Instant valid) {
        List<Slot> all = data.slots(key.variable(), key.level()).toList();
        if (all.size() <= 1) {
            return one(key, all, valid);
        }
        List<Slot> found = valid == null
                ? List.of()
                : all.stream().filter(slot -> covers(slot.moment(), valid)).toList();
        if (found.isEmpty() && valid != null && areMonths(all)) {
            int month = month(valid);
            found = all.stream()
                    .filter(slot -> month(((Moment.At) slot.moment()).valid()) == month)
                    .toList();
        }
        return found.isEmpty() ? none(key, valid) : Choice.ofMembers(ROLE, data, key, found, List.of(), null);
    }

    /** A field for one time is taken for all; one for a month or a day only where it fits. */
    private Choice one(Key key, List<Slot> all, Instant valid) {
        boolean bound = !all.isEmpty() && recurs(all.getFirst().moment());
        return bound && (valid == null || !covers(all.getFirst().moment(), valid))
                ? none(key, valid)
                : Choice.ofMembers(ROLE, data, key, all, List.of(), null);
    }

    private static Choice none(Key key, Instant valid) {
        return new Choice.None(
                valid == null
                        ? "the climatology of " + key
                                + " depends on the time and the valid time is not known; give --init"
                        : "the climatology has no " + key + " for " + valid);
    }

    /** Twelve times in twelve months are the months of any year. */
    private static boolean areMonths(List<Slot> all) {
        return all.size() == MONTHS
                && all.stream().allMatch(slot -> slot.moment() instanceof Moment.At)
                && all.stream()
                                .map(slot -> month(((Moment.At) slot.moment()).valid()))
                                .distinct()
                                .count()
                        == MONTHS;
    }

    /** 0 to 11. Such files like the year 1, so the calendar is that of the CF conventions, Julian before 1582. */
    private static int month(Instant time) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
        calendar.setTimeInMillis(time.toEpochMilli());
        return calendar.get(Calendar.MONTH);
    }

    private static boolean recurs(Moment moment) {
        return switch (moment) {
            case Moment.Month month -> true;
            case Moment.DayAndHour day -> true;
            case Moment.Hour hour -> true;
            case Moment.Always always -> false;
            case Moment.Unread unread -> false;
            case Moment.At at -> false;
            case Moment.Lead lead -> false;
        };
    }

    private static boolean covers(Moment moment, Instant valid) {
        OffsetDateTime time = valid.atOffset(ZoneOffset.UTC);
        return switch (moment) {
            case Moment.Always always -> true;
            case Moment.Unread unread -> true;
            case Moment.At at -> at.valid().equals(valid);
            case Moment.Month month -> month.month() == time.getMonthValue() && at(month.hour(), time);
            case Moment.DayAndHour day -> day.day() == time.getDayOfYear() && at(day.hour(), time);
            case Moment.Hour hour -> at(hour.hour(), time);
            case Moment.Lead lead -> false;
        };
    }

    private static boolean at(Integer hour, OffsetDateTime time) {
        return hour == null || hour == time.getHour() / HOURS * HOURS;
    }
}
