package fairweather.simulator.trouble;

import static fairweather.simulator.protocol.RawReply.latin;
import static fairweather.simulator.protocol.RawReply.text;
import static fairweather.simulator.protocol.RawReply.thenClosed;
import static fairweather.simulator.trouble.RawHttp.chunked;
import static fairweather.simulator.trouble.RawHttp.head;
import static fairweather.simulator.trouble.RawHttp.length;
import static fairweather.simulator.trouble.RawHttp.ok;
import static fairweather.simulator.trouble.RawHttp.openHead;

import fairweather.simulator.protocol.RawReply;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.RequestKind;
import java.util.function.Function;

/** Trouble in the status line and the headers of the answer to the initiation; its body is the right one. */
public enum HeadTrouble implements Trouble {
    /** A right answer, of which a byte comes each second. */
    SLOW_LORIS(
            "head-byte-a-second", json -> RawReply.dripping(new byte[0], latin(text(ok(length(json))) + text(json)))),
    /** A header line that never ends. */
    ENDLESS_HEADER("endless-header", json -> RawReply.flooding(openHead("X-Weather: "), latin("x".repeat(1 << 14)))),
    /** Headers without end. */
    ENDLESS_HEADERS(
            "endless-headers", json -> RawReply.flooding(openHead(), latin("X-Weather: fair\r\n".repeat(1 << 9)))),
    /** Ten thousand headers, and then the right answer. */
    TEN_THOUSAND_HEADERS(
            "10000-headers", json -> thenClosed(openHead(numbered(10_000)), latin(length(json) + "\r\n\r\n"), json)),
    /** One header of 2 MiB, and then the right answer. */
    HEADER_OF_2_MIB("2-mib-header", json -> thenClosed(ok("X-Weather: " + "x".repeat(2 << 20), length(json)), json)),
    /** Continuations of what never comes. */
    ENDLESS_CONTINUE(
            "endless-100-continue",
            json -> RawReply.flooding(new byte[0], latin("HTTP/1.1 100 Continue\r\n\r\n".repeat(1 << 6)))),
    /** Hints at what never comes. */
    ENDLESS_EARLY_HINTS(
            "endless-103-early-hints",
            json -> RawReply.flooding(
                    new byte[0], latin("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(1 << 6)))),
    /** The body without any head, as HTTP was before 1.0. */
    HTTP_0_9("http-0.9", json -> thenClosed(json)),
    HTTP_2_PREFACE("http-2-settings", json -> thenClosed(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0})),
    /** The alert of a server that expects TLS. */
    TLS_ALERT("tls-on-plain-port", json -> thenClosed(new byte[] {21, 3, 1, 0, 2, 2, 70})),
    BAD_STATUS_LINE("bad-status-line", json -> thenClosed(head("HTTP/1.1 fine", length(json)), json)),
    HTTP_3_7("http-3.7", json -> thenClosed(head("HTTP/3.7 200 OK", length(json)), json)),
    UPGRADE(
            "upgrade-to-websocket",
            json -> RawReply.thenSilent(
                    head("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: websocket"))),
    STATUS_204("status-204", json -> thenClosed(head("HTTP/1.1 204 No Content"))),
    STATUS_206(
            "status-206",
            json -> thenClosed(
                    head("HTTP/1.1 206 Partial Content", "Content-Range: bytes 0-9/99", length(json)), json)),
    STATUS_304("status-304", json -> thenClosed(head("HTTP/1.1 304 Not Modified"))),
    STATUS_404("status-404", json -> thenClosed(head("HTTP/1.1 404 Not Found", length(json)), json)),
    STATUS_401("status-401", json -> thenClosed(head("HTTP/1.1 401 Unauthorized", length(json)), json)),
    STATUS_999("status-999", json -> thenClosed(head("HTTP/1.1 999 Enough", length(json)), json)),
    /** A header that goes on in the next line. */
    FOLDED_HEADER("folded-header", json -> thenClosed(ok("X-Weather: fair\r\n  and dry", length(json)), json)),
    /** Lines that end without a carriage return. */
    BARE_LINE_FEEDS(
            "bare-line-feeds", json -> thenClosed(latin(text(ok(length(json))).replace("\r", "")), json)),
    /** Lines that end with nothing but a carriage return. */
    BARE_CARRIAGE_RETURNS(
            "bare-carriage-returns",
            json -> thenClosed(latin(text(ok(length(json))).replace("\n", "")), json)),
    NUL_IN_HEADER("nul-in-header", json -> thenClosed(ok("X-Weather: fa\0ir", length(json)), json)),
    NUL_IN_HEADER_NAME("nul-in-header-name", json -> thenClosed(ok("X-Wea\0ther: fair", length(json)), json)),
    /** A blank between the name and the colon, which some readers drop and others do not. */
    BLANK_BEFORE_COLON(
            "blank-before-colon",
            json -> thenClosed(ok("Content-Length : 1", "Transfer-Encoding: chunked"), chunked(json))),
    /** A miner that wants to be asked again in a year. */
    RETRY_AFTER_A_YEAR(
            "retry-after-a-year",
            json -> thenClosed(head("HTTP/1.1 429 Slow", "Retry-After: 31536000", "Content-Length: 0")));

    private final String knob;
    private final Function<byte[], RawReply> answer;

    HeadTrouble(String knob, Function<byte[], RawReply> answer) {
        this.knob = knob;
        this.answer = answer;
    }

    @Override
    public String knob() {
        return knob;
    }

    @Override
    public Reply sent(Exchange exchange, Reply right) {
        return exchange.kind() == RequestKind.INITIATE ? Reply.raw(answer.apply(right.body())) : right;
    }

    private static String[] numbered(int count) {
        String[] headers = new String[count];
        for (int i = 0; i < count; i++) {
            headers[i] = "X-Weather-" + i + ": fair";
        }
        return headers;
    }
}
