package fairweather.miner.client;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of an object's bytes, as a {@code Range} header asks for it (RFC 9110, 14.1): from {@code first} to {@code
 * last}, both included; to the end if there is no {@code last}; the last {@code last} bytes if there is no {@code
 * first}.
 */
public record ByteRange(OptionalLong first, OptionalLong last) {
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    public ByteRange {
        boolean anything = first.isPresent() || last.isPresent() && last.getAsLong() > 0;
        boolean forwards = first.isEmpty() || last.isEmpty() || first.getAsLong() <= last.getAsLong();
        if (!anything || !forwards) {
            throw new IllegalArgumentException("no range of bytes");
        }
    }

    /** @throws IllegalArgumentException if the header is not one range of bytes */
    public static ByteRange parse(String header) {
        Matcher range = HEADER.matcher(header.strip());
        if (!range.matches()) {
            throw new IllegalArgumentException("no range of bytes");
        }
        return new ByteRange(number(range.group(1)), number(range.group(2)));
    }

    private static OptionalLong number(String digits) {
        return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }

    /** The value of a {@code Range} header. */
    public String header() {
        return "bytes=" + text(first) + "-" + text(last);
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    /** Whether that part is the one that is asked for here: all of it that the object has, and nothing else. */
    boolean asksFor(ContentRange part) {
        long end = part.total() - 1;
        if (first.isEmpty()) {
            return part.first() == Math.max(0, part.total() - last.getAsLong()) && part.last() == end;
        }
        long wanted = last.isPresent() ? Math.min(last.getAsLong(), end) : end;
        return part.first() == first.getAsLong() && part.last() == wanted;
    }
}
