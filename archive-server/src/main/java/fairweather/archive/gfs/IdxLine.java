package fairweather.archive.gfs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One line of an index.
 *
 * @param number of the message, with a point and the part where a message holds several fields
 * @param offset of the message in bytes
 */
public record IdxLine(String number, long offset, Instant reference, String name, String level, String step) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMddHH").withZone(ZoneOffset.UTC);

    public IdxLine at(Instant other) {
        return new IdxLine(number, offset, other, name, level, step);
    }

    /** As it stands in the file, without the end of the line. */
    public String text() {
        return String.join(":", number, Long.toString(offset), "d=" + DATE.format(reference), name, level, step, "");
    }
}
