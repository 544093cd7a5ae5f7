package fairweather.simulator.trouble;

import static fairweather.simulator.protocol.RawReply.latin;
import static fairweather.simulator.protocol.RawReply.thenClosed;
import static fairweather.simulator.protocol.RawReply.thenReset;
import static fairweather.simulator.trouble.RawHttp.head;
import static fairweather.simulator.trouble.RawHttp.length;
import static fairweather.simulator.trouble.RawHttp.ok;

import fairweather.simulator.protocol.RawReply;
import fairweather.simulator.protocol.Reply;
import fairweather.simulator.protocol.RequestKind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/** Trouble in reading the objects of a store; all that was said before was right. */
public enum ObjectTrouble implements Trouble {
    MANIFEST_GONE("manifest-404", RequestKind.MANIFEST, bytes -> status(404)),
    MANIFEST_REDIRECTED("manifest-redirected", RequestKind.MANIFEST, bytes -> redirect()),
    MANIFEST_ENDLESS("manifest-endless", RequestKind.MANIFEST, bytes -> endless()),
    MANIFEST_COMPRESSED("manifest-gzip", RequestKind.MANIFEST, ObjectTrouble::compressed),
    /** One byte is cut off, and the length says so. */
    MANIFEST_CUT("manifest-cut", RequestKind.MANIFEST, bytes -> Reply.bytes(cut(bytes, bytes.length - 1))),
    SIGNATURE_GONE("signature-404", RequestKind.MANIFEST_SIGNATURE, bytes -> status(404)),
    SIGNATURE_EMPTY("signature-empty", RequestKind.MANIFEST_SIGNATURE, bytes -> Reply.bytes(new byte[0])),
    SIGNATURE_SHORT("signature-63-bytes", RequestKind.MANIFEST_SIGNATURE, bytes -> Reply.bytes(cut(bytes, 63))),
    SIGNATURE_LONG("signature-65-bytes", RequestKind.MANIFEST_SIGNATURE, bytes -> Reply.bytes(cut(bytes, 65))),
    SIGNATURE_HEX(
            "signature-hex",
            RequestKind.MANIFEST_SIGNATURE,
            bytes -> Reply.bytes(latin(HexFormat.of().formatHex(bytes)))),
    SIGNATURE_ENDLESS("signature-endless", RequestKind.MANIFEST_SIGNATURE, bytes -> endless()),
    METADATA_GONE("zmetadata-404", RequestKind.METADATA, bytes -> status(404)),
    /** Behind the right metadata there is one byte more. */
    METADATA_CHANGED("zmetadata-changed", RequestKind.METADATA, bytes -> Reply.bytes(cut(bytes, bytes.length + 1))),
    METADATA_ENDLESS("zmetadata-endless", RequestKind.METADATA, bytes -> endless()),
    CHUNK_REDIRECTED("chunk-redirected", RequestKind.DATA_CHUNK, bytes -> redirect()),
    CHUNK_ENDLESS("chunk-endless", RequestKind.DATA_CHUNK, bytes -> endless()),
    /** The length of a chunk of a gigabyte is announced. */
    CHUNK_OF_A_GIGABYTE(
            "chunk-of-a-gigabyte",
            RequestKind.DATA_CHUNK,
            bytes -> Reply.raw(RawReply.flooding(ok("Content-Length: 1000000000"), new byte[1 << 14]))),
    CHUNK_SLOW(
            "chunk-byte-a-second",
            RequestKind.DATA_CHUNK,
            bytes -> Reply.raw(RawReply.dripping(ok(length(bytes)), bytes))),
    CHUNK_SILENT("chunk-silent", RequestKind.DATA_CHUNK, bytes -> Reply.NEVER),
    CHUNK_COMPRESSED("chunk-gzip", RequestKind.DATA_CHUNK, ObjectTrouble::compressed),
    CHUNK_CLOSED(
            "chunk-closed-in-the-middle",
            RequestKind.DATA_CHUNK,
            bytes -> Reply.raw(thenClosed(ok(length(bytes)), cut(bytes, bytes.length / 2)))),
    CHUNK_RESET(
            "chunk-reset-in-the-middle",
            RequestKind.DATA_CHUNK,
            bytes -> Reply.raw(thenReset(ok(length(bytes)), cut(bytes, bytes.length / 2)))),
    CHUNK_LENGTH_TOO_SHORT(
            "chunk-length-too-short",
            RequestKind.DATA_CHUNK,
            bytes -> Reply.raw(thenClosed(ok("Content-Length: " + bytes.length / 2), bytes))),
    CHUNK_EMPTY("chunk-empty", RequestKind.DATA_CHUNK, bytes -> Reply.bytes(new byte[0])),
    CHUNK_PARTIAL(
            "chunk-206",
            RequestKind.DATA_CHUNK,
            bytes -> Reply.raw(thenClosed(head("HTTP/1.1 206 Partial Content", length(bytes)), bytes))),
    CHUNK_500("chunk-500", RequestKind.DATA_CHUNK, bytes -> status(500)),
    CHUNK_403("chunk-403", RequestKind.DATA_CHUNK, bytes -> status(403)),
    CHUNK_410("chunk-410", RequestKind.DATA_CHUNK, bytes -> status(410)),
    CHUNK_429("chunk-429", RequestKind.DATA_CHUNK, bytes -> status(429)),
    /** The token is refused at every second object, and good again when another one is shown. */
    TOKEN_REFUSED_IN_TURN("token-refused-in-turn", RequestKind.DATA_CHUNK, bytes -> status(401)) {
        @Override
        boolean meant(long count) {
            return count % 2 == 0;
        }
    };

    private final String knob;
    private final RequestKind at;
    private final Function<byte[], Reply> answer;

    ObjectTrouble(String knob, RequestKind at, Function<byte[], Reply> answer) {
        this.knob = knob;
        this.at = at;
        this.answer = answer;
    }

    @Override
    public String knob() {
        return knob;
    }

    /** Whether this read, counted from 1, is answered wrongly. */
    boolean meant(long count) {
        return true;
    }

    @Override
    public Reply sent(Exchange exchange, Reply right) {
        return exchange.kind() == at && meant(exchange.count()) ? answer.apply(right.body()) : right;
    }

    private static Reply status(int status) {
        return Reply.error(status, "detail", "no object for you");
    }

    private static Reply redirect() {
        return new Reply(302, Map.of("location", "http://169.254.169.254/latest/meta-data/"), new byte[0]);
    }

    private static Reply endless() {
        return Reply.raw(
                RawReply.flooding(ok("Transfer-Encoding: chunked"), latin("4000\r\n" + " ".repeat(1 << 14) + "\r\n")));
    }

    private static Reply compressed(byte[] bytes) {
        return new Reply(200, Map.of("content-encoding", "gzip"), bytes);
    }

    /** The beginning of the bytes, or with zeros behind them. */
    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }
}
