package fairweather.simulator.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Bytes that are written on a connection in place of an HTTP reply, and what follows them.
 *
 * @param start written at once
 * @param rest what {@code more} is for
 */
public record RawReply(byte[] start, Rest rest, byte[] more) {
    private static final byte[] NOTHING = new byte[0];

    /** What follows the start. */
    public enum Rest {
        /** The connection stays open and silent. */
        SILENCE,
        /** The connection is closed. */
        CLOSE,
        /** The connection is reset. */
        RESET,
        /** {@code more}, one byte a second. */
        DRIP,
        /** {@code more} again and again, as fast as it is taken, until the other side closes. */
        FLOOD
    }

    public static RawReply thenClosed(byte[]... parts) {
        return new RawReply(joined(parts), Rest.CLOSE, NOTHING);
    }

    public static RawReply thenReset(byte[]... parts) {
        return new RawReply(joined(parts), Rest.RESET, NOTHING);
    }

    public static RawReply thenSilent(byte[]... parts) {
        return new RawReply(joined(parts), Rest.SILENCE, NOTHING);
    }

    public static RawReply dripping(byte[] start, byte[] more) {
        return new RawReply(start, Rest.DRIP, more);
    }

    public static RawReply flooding(byte[] start, byte[] more) {
        return new RawReply(start, Rest.FLOOD, more);
    }

    /** A text with a byte for each of its characters, none of which is beyond U+00FF. */
    public static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The reverse of {@link #latin}. */
    public static String text(byte[] latin) {
        return new String(latin, StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
