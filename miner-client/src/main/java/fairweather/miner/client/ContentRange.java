package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which part of an object of {@code total} bytes an answer brings: from {@code first} to {@code last}, both included. */
public record ContentRange(long first, long last, long total) {
    private static final Pattern HEADER = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    /** @throws FailureException PROTOCOL if the miner's header is not a part of a whole of known length */
    static ContentRange parse(String header) {
        Matcher part = HEADER.matcher(header == null ? "" : header.strip());
        if (!part.matches()) {
            throw new FailureException(Code.PROTOCOL, "the miner does not say which part of the object it sends");
        }
        ContentRange range = new ContentRange(
                Long.parseLong(part.group(1)), Long.parseLong(part.group(2)), Long.parseLong(part.group(3)));
        if (range.first > range.last || range.last >= range.total) {
            throw new FailureException(Code.PROTOCOL, "the part that the miner says it sends cannot be");
        }
        return range;
    }

    public long length() {
        return last - first + 1;
    }

    /** The value of a {@code Content-Range} header. */
    public String header() {
        return "bytes " + first + "-" + last + "/" + total;
    }
}
