package fairweather.simulator.trouble;

import static fairweather.simulator.protocol.RawReply.latin;
import static fairweather.simulator.protocol.RawReply.text;
import static fairweather.simulator.protocol.RawReply.thenClosed;
import static fairweather.simulator.protocol.RawReply.thenReset;
import static fairweather.simulator.trouble.RawHttp.chunked;
import static fairweather.simulator.trouble.RawHttp.head;
import static fairweather.simulator.trouble.RawHttp.length;
import static fairweather.simulator.trouble.RawHttp.ok;
import static fairweather.simulator.trouble.RawHttp.openHead;

import fairweather.simulator.protocol.RawReply;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.RequestKind;
import java.util.Arrays;
import java.util.function.Function;

/** Trouble with where the answer to the initiation ends: lengths, chunks and connections; its words are the right ones. */
public enum FramingTrouble implements Trouble {
    /** A body of which a byte comes each second. */
    SLOW_BODY("body-byte-a-second", json -> RawReply.dripping(ok(length(json)), json)),
    /** A body that never ends. */
    ENDLESS_BODY(
            "endless-body",
            json -> RawReply.flooding(
                    ok("Transfer-Encoding: chunked"), latin("4000\r\n" + " ".repeat(1 << 14) + "\r\n"))),
    /** An error whose body never ends. */
    ENDLESS_ERROR(
            "endless-error-body",
            json -> RawReply.flooding(
                    head("HTTP/1.1 500 Sorry", "Transfer-Encoding: chunked"),
                    latin("4000\r\n" + "sorry...".repeat(1 << 11) + "\r\n"))),
    /** Compressed, though identity was asked for. */
    GZIP_BOMB("gzip-bomb", json -> thenClosed(ok("Content-Encoding: gzip", length(json)), json)),
    DEFLATE_IN_TRANSFER(
            "gzip-transfer-encoding", json -> thenClosed(ok("Transfer-Encoding: gzip, chunked"), chunked(json))),
    LENGTH_NOT_A_NUMBER("length-not-a-number", json -> thenClosed(ok("Content-Length: many"), json)),
    LENGTH_NEGATIVE("length-negative", json -> thenClosed(ok("Content-Length: -1"), json)),
    LENGTH_BEYOND_ALL_NUMBERS(
            "length-beyond-all-numbers", json -> thenClosed(ok("Content-Length: 99999999999999999999"), json)),
    TWO_LENGTHS("two-lengths", json -> thenClosed(ok("Content-Length: 5", length(json)), json)),
    /** One byte less than is announced, and the connection is closed. */
    LENGTH_TOO_LONG("length-too-long", json -> thenClosed(ok("Content-Length: " + (json.length + 1)), json)),
    /** One byte more than is announced. */
    LENGTH_TOO_SHORT("length-too-short", json -> thenClosed(ok("Content-Length: " + (json.length - 1)), json)),
    /** The shape by which requests are smuggled: one reader goes by the length, another by the chunks. */
    LENGTH_AND_CHUNKS(
            "length-and-chunks",
            json -> thenClosed(ok("Content-Length: 3", "Transfer-Encoding: chunked"), chunked(json))),
    /** The end of the connection is the end of the body. */
    NO_LENGTH("no-length", json -> thenClosed(ok(), json)),
    CHUNK_SIZE_NO_NUMBER(
            "chunk-size-not-a-number",
            json -> thenClosed(ok("Transfer-Encoding: chunked"), latin("zz\r\n"), json, latin("\r\n0\r\n\r\n"))),
    CHUNK_SIZE_NEGATIVE(
            "chunk-size-negative",
            json -> thenClosed(ok("Transfer-Encoding: chunked"), latin("-5\r\n"), json, latin("\r\n0\r\n\r\n"))),
    CHUNK_SIZE_BEYOND_ALL_NUMBERS(
            "chunk-size-beyond-all-numbers",
            json -> thenClosed(ok("Transfer-Encoding: chunked"), latin("ffffffffffffffffff\r\n"), json)),
    /** A megabyte of remarks behind the size of a chunk. */
    CHUNK_EXTENSIONS(
            "chunk-extension-flood",
            json -> thenClosed(
                    ok("Transfer-Encoding: chunked"),
                    latin("1;" + "x=y;".repeat(1 << 18) + "\r\n{\r\n"),
                    chunked(Arrays.copyOfRange(json, 1, json.length)))),
    /** A megabyte of headers behind the last chunk. */
    TRAILERS(
            "trailer-flood",
            json -> thenClosed(
                    ok("Transfer-Encoding: chunked"),
                    latin(Integer.toHexString(json.length) + "\r\n" + text(json) + "\r\n0\r\n"),
                    latin("X-Weather: fair\r\n".repeat(1 << 16) + "\r\n"))),
    /** An answer to a question that was not asked, behind the right one: the next question must not be answered by it. */
    POISONED_CONNECTION("poisoned-connection", json -> {
        byte[] lie = latin("{\"status\": \"failed\", \"message\": \"an answer to nothing\"}");
        return RawReply.thenSilent(ok(length(json)), json, ok(length(lie)), lie);
    }),
    CLOSED_AT_ONCE("closed-before-head", json -> thenClosed()),
    CLOSED_IN_HEAD("closed-in-head", json -> thenClosed(openHead("X-Weather: f"))),
    CLOSED_IN_BODY("closed-in-body", json -> thenClosed(ok(length(json)), Arrays.copyOf(json, json.length / 2))),
    CLOSED_IN_CHUNK("closed-in-chunk", json -> thenClosed(ok("Transfer-Encoding: chunked"), latin("1000\r\n"), json)),
    RESET_AT_ONCE("reset-before-head", json -> thenReset()),
    RESET_IN_BODY("reset-in-body", json -> thenReset(ok(length(json)), Arrays.copyOf(json, json.length / 2)));

    private final String knob;
    private final Function<byte[], RawReply> answer;

    FramingTrouble(String knob, Function<byte[], RawReply> answer) {
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
}
