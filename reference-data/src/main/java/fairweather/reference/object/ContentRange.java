package fairweather.reference.object;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes {@code from} to {@code to}, both inclusive, of {@code total}. */
record ContentRange(long from, long to, long total) {
    private static final Pattern FORM = Pattern.compile("(?i)bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    static Optional<ContentRange> parse(String header) {
        Matcher form = FORM.matcher(header.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        ContentRange range = new ContentRange(
                Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), Long.parseLong(form.group(3)));
        return range.from <= range.to && range.to < range.total ? Optional.of(range) : Optional.empty();
    }

    long length() {
        return to - from + 1;
    }
}
