package fairweather.archive.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered. The length of the body is announced by the server itself.
 *
 * @param status 0 where nothing is said at all
 */
public record Answer(int status, Map<String, String> headers, Body body, Delivery delivery) {

    public static Answer of(int status, Map<String, String> headers, byte[] body) {
        return new Answer(status, headers, Body.of(body), Delivery.HONEST);
    }

    public static Answer text(int status, String contentType, String body) {
        return of(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer dropped() {
        return new Answer(0, Map.of(), Body.of(new byte[0]), Delivery.DROPPED);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, delivery);
    }

    public Answer with(Body other) {
        return new Answer(status, headers, other, delivery);
    }

    public Answer with(Delivery other) {
        return new Answer(status, headers, body, other);
    }
}
