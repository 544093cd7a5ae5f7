package fairweather.forecast.store;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.Packing;
import fairweather.forecast.zarr.ZarrArray;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instants (or leads) along a dimension, in nanoseconds and exact: CF conventions chapter 4.4, Gregorian calendars.
 * Integers are taken as they are; floating numbers are rounded to the millisecond.
 */
final class TimeAxis {
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final Set<String> CALENDARS = Set.of("standard", "gregorian", "proleptic_gregorian");
    private static final Pattern SINCE = Pattern.compile("(\\w+) +since +(\\d{1,4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:[ T]+(\\d{1,2}):(\\d{2})(?::(\\d{1,2})(?:\\.0*)?)?)? *(Z|UTC|[+-]00:?00)?");

    private TimeAxis() {}

    /**
     * Nanoseconds from 1970 of every time; null where a number is no time.
     *
     * @throws FailureException with {@code CONTENT_LAYOUT} if the units or the calendar cannot be read
     */
    static BigInteger[] instants(ZarrArray array) {
        ArrayMetadata metadata = array.metadata();
        JsonNode calendar = metadata.attributes().get("calendar");
        if (calendar != null && !CALENDARS.contains(calendar.asText())) {
            throw fault("its calendar is not Gregorian");
        }
        if (!metadata.attributes().has("units")
                && metadata.type().bytes() == Long.BYTES
                && !metadata.type().floating()) {
            return numbers(array, BigInteger.ONE, BigInteger.ZERO);
        }
        Matcher matcher = SINCE.matcher(metadata.text("units").orElse("").strip());
        if (!matcher.matches()) {
            throw fault("its time has no units of the form \"hours since ...\"");
        }
        return numbers(array, unit(matcher.group(1)), nanoseconds(reference(matcher)));
    }

    /** Nanoseconds after the start of every lead; without units the numbers are hours. */
    static BigInteger[] leads(ZarrArray array) {
        return numbers(
                array, unit(array.metadata().text("units").orElse("hours").strip()), BigInteger.ZERO);
    }

    static BigInteger nanoseconds(Instant instant) {
        return BigInteger.valueOf(instant.getEpochSecond()).multiply(SECOND).add(BigInteger.valueOf(instant.getNano()));
    }

    static BigInteger hours(int hours) {
        return BigInteger.valueOf(hours).multiply(unit("hours"));
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

    private static BigInteger[] numbers(ZarrArray array, BigInteger unit, BigInteger origin) {
        if (!array.metadata().type().floating() && array.metadata().packing().equals(Packing.NONE)) {
            long[] stored = array.readLongs(array.everything());
            BigInteger[] times = new BigInteger[stored.length];
            for (int i = 0; i < stored.length; i++) {
                times[i] = BigInteger.valueOf(stored[i]).multiply(unit).add(origin);
            }
            return times;
        }
        double[] values = array.readDoubles(array.everything());
        BigInteger[] times = new BigInteger[values.length];
        for (int i = 0; i < values.length; i++) {
            // Beyond 1e20 units nothing is a time of a forecast; this also bounds the arithmetic.
            if (Math.abs(values[i]) < 1e20) {
                times[i] = new BigDecimal(values[i])
                        .multiply(new BigDecimal(unit))
                        .movePointLeft(6)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .movePointRight(6)
                        .toBigInteger()
                        .add(origin);
            }
        }
        return times;
    }

    private static FailureException fault(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "the forecast's time cannot be read: " + what);
    }
}
