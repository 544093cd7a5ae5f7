package fairweather.scorecard;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time in UTC as people write it: by ISO 8601, with a space for the T, or as the ten digits of weather services. */
final class TimeConverter implements ITypeConverter<Instant> {
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})-?(\\d{2})-?(\\d{2})(?:[T ]?(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.0+)?)?)?)?(?:Z|\\+00:?00)?");

    @Override
    public Instant convert(String text) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) {
            throw wrong(text);
        }
        try {
            return LocalDateTime.of(
                            part(time, 1), part(time, 2), part(time, 3), part(time, 4), part(time, 5), part(time, 6))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException impossible) {
            throw wrong(text);
        }
    }

    private static int part(Matcher time, int group) {
        return time.group(group) == null ? 0 : Integer.parseInt(time.group(group));
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException("'" + text + "' is no time in UTC like 2018-10-07T00:00Z");
    }
}
