package fairweather.orchestrator.rest;

import fairweather.job.JobType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** Checks what a caller gave; whatever does not fit is refused with 400 and the name of the field. */
final class Input {
    /** Reanalyses begin here; what is before it, or after the other end, is a slip of the pen. */
    private static final Instant EARLIEST = Instant.parse("1940-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Input() {}

    /** The body, which must be there. */
    static <T> T body(T body) {
        if (body == null) {
            throw Refusal.badRequest("the body is empty");
        }
        return body;
    }

    /** A text of 1 to {@code max} characters, without control characters. */
    static String text(String field, String value, int max) {
        String text = optionalText(field, value, max);
        if (text == null) {
            throw Refusal.badRequest(field + " must not be empty");
        }
        return text;
    }

    /** As {@link #text}; null if it is absent or blank. */
    static String optionalText(String field, String value, int max) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > max) {
            throw Refusal.badRequest(field + " is longer than " + max + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badRequest(field + " contains control characters");
        }
        return value.strip();
    }

    /** A whole number of a query; null if it is absent. */
    static Integer number(String field, String value) {
        if (value == null) {
            return null;
        }
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException notANumber) {
            throw Refusal.badRequest(field + " is not a whole number");
        }
    }

    /** A word of a closed vocabulary; null if it is absent. */
    static <E extends Enum<E>> E word(String field, String value, Class<E> words) {
        if (value == null) {
            return null;
        }
        for (E known : words.getEnumConstants()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(value)) {
                return known;
            }
        }
        throw Refusal.badRequest("there is no " + field + " like that");
    }

    /** The name of a job type, for example {@code weather.day1}. */
    static JobType jobType(String field, String value) {
        return Arrays.stream(JobType.values())
                .filter(type -> type.word().equals(value))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("there is no " + field + " like that"));
    }

    /** An instant in RFC 3339, from 1940 to 2200. */
    static Instant instant(String field, String value) {
        Instant instant;
        try {
            instant = Instant.parse(text(field, value, 40));
        } catch (DateTimeException malformed) {
            throw Refusal.badRequest(field + " is not a time like 2018-10-06T18:00:00Z");
        }
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw Refusal.badRequest(field + " must be between " + EARLIEST + " and " + LATEST);
        }
        return instant;
    }
}
