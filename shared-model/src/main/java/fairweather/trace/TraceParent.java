package fairweather.trace;

import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a trace as W3C Trace Context writes it in {@code traceparent}. A run has one from its opening; its jobs
 * and outcomes carry that text along, and every call to another service names a span of its own beneath it.
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, not all zero
 * @param flags two hexadecimal digits
 */
public record TraceParent(String traceId, String spanId, String flags) {
    /** The name of the header. */
    public static final String HEADER = "traceparent";

    /** A later version may have more after what this one has; version ff is none. */
    private static final Pattern TEXT = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?<rest>-.*)?");

    private static final String SAMPLED = "01";

    /** Empty for null and for what is no trace parent, which is to be treated as if there were none. */
    public static Optional<TraceParent> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher parts = TEXT.matcher(text);
        boolean known = parts.matches() && !(text.startsWith("00") && parts.group("rest") != null);
        return known ? Optional.of(new TraceParent(parts.group(1), parts.group(2), parts.group(3))) : Optional.empty();
    }

    /** The beginning of a trace whose ids follow from what it is about, so that a replay has the same. */
    public static TraceParent about(String what) {
        String hash = Sha256.hex(what.getBytes(StandardCharsets.UTF_8));
        return new TraceParent(hash.substring(0, 32), hash.substring(32, 48), SAMPLED);
    }

    /** A span beneath this one; any number will do, zero is replaced. */
    public TraceParent child(long span) {
        return new TraceParent(traceId, HexFormat.of().toHexDigits(span == 0 ? 1 : span), flags);
    }

    /** The value of the header. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
