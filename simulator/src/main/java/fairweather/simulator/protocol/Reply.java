package fairweather.simulator.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One HTTP reply.
 *
 * @param raw what is written on the connection in place of status, headers and body; null for a reply that is HTTP
 */
public record Reply(int status, Map<String, String> headers, byte[] body, RawReply raw) {
    /** In place of a reply: the connection stays open and nothing is sent. */
    public static final Reply NEVER = new Reply(0, Map.of(), new byte[0]);

    public Reply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, null);
    }

    /** Bytes of the miner's own making in place of HTTP; counted as status 200. */
    public static Reply raw(RawReply raw) {
        return new Reply(200, Map.of(), new byte[0], raw);
    }

    public static Reply json(int status, ObjectNode body) {
        return text(status, "application/json", body.toString());
    }

    /** A JSON object with one member, the form of the protocol's errors. */
    public static Reply error(int status, String member, String message) {
        return json(status, JsonNodeFactory.instance.objectNode().put(member, message));
    }

    public static Reply bytes(byte[] body) {
        return new Reply(200, Map.of("content-type", "application/octet-stream"), body);
    }

    public static Reply text(int status, String contentType, String body) {
        return new Reply(status, Map.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
}
