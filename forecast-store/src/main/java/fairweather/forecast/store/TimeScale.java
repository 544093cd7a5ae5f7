package fairweather.forecast.store;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the numbers of a time axis become nanoseconds: CF conventions chapter 4.4, Gregorian calendars.
 *
 * @param unit nanoseconds of one unit
 * @param origin nanoseconds from 1970 to the reference, or 0 for periods
 */
public record TimeScale(BigInteger unit, BigInteger origin) {
    static final TimeScale NANOSECONDS = new TimeScale(BigInteger.ONE, BigInteger.ZERO);

    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final Set<String> CALENDARS = Set.of("standard", "gregorian", "proleptic_gregorian");
    private static final Pattern SINCE = Pattern.compile("(\\w+) +since +(\\d{1,4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:[ T]+(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.0*)?)?)? *(Z|UTC|[+-]00:?00)?");

    /**
     * The scale of instants, from the text of the attribute {@code units}.
     *
     * @throws FailureException with {@code CONTENT_LAYOUT} if it cannot be read
     */
    public static TimeScale since(String units) {
        Matcher matcher = SINCE.matcher(units.strip());
        if (!matcher.matches()) {
            throw fault("its time has no units of the form \"hours since ...\"");
        }
        return new TimeScale(unit(matcher.group(1)), nanoseconds(reference(matcher)));
    }

    /** The scale of periods, for example {@code hours}. */
    public static TimeScale of(String unit) {
        return new TimeScale(unit(unit.strip()), BigInteger.ZERO);
    }

    /** @throws FailureException with {@code CONTENT_LAYOUT} if the calendar is not Gregorian; none is */
    public static void checkCalendar(Optional<String> calendar) {
        if (calendar.isPresent() && !CALENDARS.contains(calendar.get())) {
            throw fault("its calendar is not Gregorian");
        }
    }

    /** Nanoseconds of an integer, exactly. */
    BigInteger of(long stored) {
        return BigInteger.valueOf(stored).multiply(unit).add(origin);
    }

    /** Nanoseconds of a floating number, rounded to the millisecond; empty if it is no time. */
    Optional<BigInteger> of(double value) {
        // Beyond 1e20 units nothing is a time of a forecast; this also bounds the arithmetic.
        if (!(Math.abs(value) < 1e20)) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(value)
                .multiply(new BigDecimal(unit))
                .movePointLeft(6)
                .setScale(0, RoundingMode.HALF_EVEN)
                .movePointRight(6)
                .toBigInteger()
                .add(origin));
    }

    /** The instant of a number, to the millisecond; empty if it is none. */
    public Optional<Instant> instant(double value) {
        return of(value).map(nanoseconds -> {
            BigInteger[] parts = nanoseconds.divideAndRemainder(SECOND);
            return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
        });
    }

    /** The number of an instant, if that is a whole one. */
    public OptionalLong number(Instant instant) {
        BigInteger[] parts = nanoseconds(instant).subtract(origin).divideAndRemainder(unit);
        return parts[1].signum() == 0 ? OptionalLong.of(parts[0].longValueExact()) : OptionalLong.empty();
    }

    static BigInteger nanoseconds(Instant instant) {
        return BigInteger.valueOf(instant.getEpochSecond()).multiply(SECOND).add(BigInteger.valueOf(instant.getNano()));
    }

    private static Instant reference(Matcher matcher) {
        try {
            LocalDate date = LocalDate.of(number(matcher, 2), number(matcher, 3), number(matcher, 4));
            LocalTime time = LocalTime.of(number(matcher, 5), number(matcher, 6), number(matcher, 7));
            return OffsetDateTime.of(date, time, ZoneOffset.UTC).toInstant();
        } catch (DateTimeException impossible) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT, "the forecast's time cannot be read: its reference is no date", impossible);
        }
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    private static BigInteger unit(String word) {
        return switch (word) {
            case "nanoseconds", "nanosecond", "ns" -> BigInteger.ONE;
            case "milliseconds", "millisecond", "ms" -> BigInteger.valueOf(1_000_000L);
            case "seconds", "second", "s" -> SECOND;
            case "minutes", "minute", "min" -> SECOND.multiply(BigInteger.valueOf(60));
            case "hours", "hour", "h" -> SECOND.multiply(BigInteger.valueOf(3600));
            case "days", "day", "d" -> SECOND.multiply(BigInteger.valueOf(86_400));
            default -> throw fault("its unit of time is not known");
        };
    }

    private static FailureException fault(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "the forecast's time cannot be read: " + what);
    }
}
