package fairweather.miner.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.protocol.MinerWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads JSON written by strangers, in UTF-8: nesting at most 16, no duplicate keys, nothing after the end, no long
 * numbers, no more members than an answer may need. Nothing of it is remembered from one answer to the next.
 */
public final class MinerJson {
    /** The largest JSON answer that is read. */
    public static final int CAP = Caps.DEFAULT.jsonAnswer();

    /** Names and values together; an answer of the protocol has two dozen. */
    private static final int MOST_TOKENS = 10_000;

    /** Where a miner says why it refuses: the first of these that is text. */
    public static final List<String> ERROR_KEYS = List.of(MinerWords.ERROR, MinerWords.DETAIL, MinerWords.MESSAGE);

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Caps.DEFAULT.jsonDepth())
                    .maxNumberLength(100)
                    .maxStringLength(CAP)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final ObjectReader STRICT =
            MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private MinerJson() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static byte[] bytes(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (IOException impossible) {
            throw new IllegalStateException("a tree of strings can be written", impossible);
        }
    }

    /** Fails with PROTOCOL unless the bytes are one JSON object within the limits. */
    public static ObjectNode parseObject(byte[] bytes) {
        try {
            if (STRICT.<JsonNode>readValue(utf8(bytes)) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            throw new FailureException(Code.PROTOCOL, "the miner's answer is not acceptable JSON", malformed);
        }
        throw new FailureException(Code.PROTOCOL, "the miner's answer is not a JSON object");
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** What an error body says, from the first of its usual fields that is text; empty if it says nothing readable. */
    public static String errorText(byte[] bytes) {
        try {
            JsonNode body = STRICT.readValue(utf8(bytes));
            return ERROR_KEYS.stream()
                    .map(body::path)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .findFirst()
                    .orElse("");
        } catch (IOException unreadable) {
            return "";
        }
    }
}
