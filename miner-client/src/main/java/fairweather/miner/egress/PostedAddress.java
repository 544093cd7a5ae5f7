package fairweather.miner.egress;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a miner says it can be reached, in any of the forms of the node table: a dotted or colon address, an unsigned
 * decimal integer (big-endian IPv4), or a host name.
 *
 * @param host what the Host header names
 * @param literal the address itself unless {@code host} is a name that has to be resolved
 */
public record PostedAddress(String host, int port, Optional<InetAddress> literal) {
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)(?!(.*\\.)?\\d+\\.?$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\\.?");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,10}");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final long LARGEST_IPV4 = 0xffff_ffffL;

    /**
     * Reads the two columns of the node table.
     *
     * @throws FailureException NOT_POSTED if they hold no usable address
     */
    public static PostedAddress of(String ip, Integer port) {
        String text = ip == null ? "" : ip.strip();
        if (text.isEmpty() || port == null || port <= 0 || port > 65535) {
            throw notPosted();
        }
        Optional<InetAddress> literal = literal(text);
        if (literal.isPresent()) {
            InetAddress address = literal.get();
            if (address.isAnyLocalAddress()) {
                throw notPosted();
            }
            return new PostedAddress(hostOf(address), port, literal);
        }
        if (text.contains(":")
                || DECIMAL.matcher(text).matches()
                || !NAME.matcher(text).matches()) {
            throw notPosted();
        }
        return new PostedAddress(text, port, Optional.empty());
    }

    private static String hostOf(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private static Optional<InetAddress> literal(String text) {
        if (DECIMAL.matcher(text).matches()) {
            long value = Long.parseLong(text);
            return value > LARGEST_IPV4 ? Optional.empty() : Optional.of(InetAddress.ofLiteral(dotted(value)));
        }
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean colon = bare.contains(":") && bare.matches("[0-9a-fA-F:.]+");
        if (!colon && !DOTTED.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException malformed) {
            throw notPosted();
        }
    }

    private static String dotted(long value) {
        return (value >> 24) + "." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "." + (value & 255);
    }

    private static FailureException notPosted() {
        return new FailureException(Code.NOT_POSTED, "the miner has posted no usable address");
    }
}
