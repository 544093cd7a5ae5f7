package fairweather.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of an object of known length.
 *
 * @param from first byte
 * @param to last byte, below the length; before {@code from} where no byte of the object lies in the range
 */
record ByteRange(long from, long to) {
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Empty for a header that is to be ignored: none, several ranges, or no range. */
    static Optional<ByteRange> of(String header, long length) {
        Matcher range = HEADER.matcher(header == null ? "" : header);
        if (!range.matches() || header.equals("bytes=-")) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Long.parseLong(range.group(2));
            return Optional.of(
                    last == 0
                            ? new ByteRange(length, length - 1)
                            : new ByteRange(Math.max(0, length - last), length - 1));
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? length - 1 : Long.parseLong(range.group(2));
        return to < from && from < length
                ? Optional.empty()
                : Optional.of(new ByteRange(from, Math.min(to, length - 1)));
    }

    boolean isEmpty() {
        return to < from;
    }

    long length() {
        return to - from + 1;
    }
}
