package fairweather.simulator.trouble;

import fairweather.simulator.protocol.RawReply;

/** Pieces of HTTP for those who put them together wrongly. */
final class RawHttp {
    private static final String LINE = "\r\n";

    private RawHttp() {}

    /** A head with status 200 and these header lines, closed by its empty line. */
    static byte[] ok(String... headers) {
        return head("HTTP/1.1 200 OK", headers);
    }

    static byte[] head(String statusLine, String... headers) {
        return RawReply.latin(statusLine + LINE + lines(headers) + LINE);
    }

    /** The same without the empty line at its end. */
    static byte[] openHead(String... headers) {
        return RawReply.latin("HTTP/1.1 200 OK" + LINE + lines(headers));
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join(LINE, headers) + LINE;
    }

    static String length(byte[] body) {
        return "Content-Length: " + body.length;
    }

    /** A body as one chunk of the transfer encoding, with what ends the encoding. */
    static byte[] chunked(byte[] body) {
        return RawReply.latin(Integer.toHexString(body.length) + LINE + RawReply.text(body) + LINE + "0" + LINE + LINE);
    }
}
