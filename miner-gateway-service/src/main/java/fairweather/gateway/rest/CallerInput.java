package fairweather.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.miner.client.ByteRange;
import fairweather.miner.client.Deadline;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What our own services send, read strictly. */
final class CallerInput {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    private CallerInput() {}

    static int responseId(String text) {
        if (text == null || !text.matches("[1-9]\\d{0,9}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw new BadRequest("the identifier of a response is a positive number");
        }
        return Integer.parseInt(text);
    }

    static int uid(String text) {
        if (text == null || !text.matches("\\d{1,9}")) {
            throw new BadRequest("a slot's uid is a number from 0 on");
        }
        return Integer.parseInt(text);
    }

    /** The caller's {@code cycle}, an instant; empty if there is none. */
    static Optional<Instant> cycle(String body) {
        if (body == null || body.isBlank()) {
            return Optional.empty();
        }
        JsonNode cycle = parse(body).path("cycle");
        if (cycle.isMissingNode() || cycle.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(cycle.asText()));
        } catch (DateTimeException malformed) {
            throw new BadRequest("cycle is an instant like 2018-10-06T18:00:00Z");
        }
    }

    /** The range of bytes that a {@code Range} header asks for; several at once are not served. */
    static Optional<ByteRange> range(String header) {
        try {
            return Optional.ofNullable(header).map(ByteRange::parse);
        } catch (IllegalArgumentException malformed) {
            throw new BadRequest("Range is one range of bytes: bytes=0-99, bytes=100- or bytes=-100");
        }
    }

    /** The shorter of the configured limit and the caller's {@code deadline_ms}; an empty body asks for nothing. */
    static Duration limit(String body, Duration configured) {
        if (body == null || body.isBlank()) {
            return configured;
        }
        JsonNode deadline = parse(body).path("deadline_ms");
        if (deadline.isMissingNode() || deadline.isNull()) {
            return configured;
        }
        boolean usable = deadline.isIntegralNumber()
                && deadline.canConvertToLong()
                && deadline.longValue() > 0
                && deadline.longValue() <= LONGEST_MILLIS;
        if (!usable) {
            throw new BadRequest("deadline_ms is a number of milliseconds from 1 to " + LONGEST_MILLIS);
        }
        return Deadline.shorter(configured, Duration.ofMillis(deadline.longValue()));
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (IOException malformed) {
            throw new BadRequest("the body is not JSON");
        }
        throw new BadRequest("the body is not a JSON object");
    }
}
