package fairweather.reference.era5;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.zarr.Quoted;
import fairweather.reference.Era5Release;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How far a store says that it reaches; days are inclusive.
 *
 * @param start first day
 * @param end last day of the final data
 * @param preliminaryEnd last day of the preliminary data; not before {@code end}
 */
record Coverage(LocalDate start, LocalDate end, LocalDate preliminaryEnd) {
    private static final String START = "valid_time_start";
    private static final String END = "valid_time_stop";
    private static final String PRELIMINARY_END = "valid_time_stop_era5t";
    private static final int DATE = 10;

    /** @throws FailureException if the attributes do not say it */
    static Coverage of(JsonNode attributes) {
        LocalDate end = date(attributes, END);
        LocalDate preliminary = attributes.has(PRELIMINARY_END) ? date(attributes, PRELIMINARY_END) : end;
        return new Coverage(date(attributes, START), end, preliminary.isAfter(end) ? preliminary : end);
    }

    private static LocalDate date(JsonNode attributes, String name) {
        String text = attributes.path(name).asText();
        try {
            // A time of day may follow.
            return LocalDate.parse(text.substring(0, Math.min(DATE, text.length())));
        } catch (DateTimeException none) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT, "the store's attribute " + name + " is no date: " + Quoted.of(text), none);
        }
    }

    boolean beginsAfter(Instant time) {
        return day(time).isBefore(start);
    }

    boolean endsBefore(Instant time) {
        return day(time).isAfter(preliminaryEnd);
    }

    /** Which of the two releases has a time. */
    String release(Instant time) {
        return day(time).isAfter(end) ? Era5Release.PRELIMINARY : Era5Release.FINAL;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
