package fairweather.forecast.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Records and findings as JSON. Whatever is unknown, doubled or missing is refused. */
public final class EvidenceJson {
    private static final String ATTESTATION = "attestation";
    private static final int DEEPEST = 8;
    private static final int LONGEST_TEXT = 32 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantReader())
                    .addSerializer(ObjectKey.class, ToStringSerializer.instance)
                    .addDeserializer(ObjectKey.class, new KeyReader()))
            .build();

    private EvidenceJson() {}

    /** A record with its attestation, and the bytes that the latter signs. */
    record Signed(EvidenceRecord record, Attestation attestation, byte[] canonical) {}

    /** For export: pretty, and of the same canonical form. */
    public static byte[] write(EvidenceRecord record, Attestation attestation) {
        ObjectNode document = JSON.valueToTree(record);
        document.set(ATTESTATION, JSON.valueToTree(attestation));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record cannot be written", impossible);
        }
    }

    /** What the validator signs of a record. */
    public static byte[] canonical(EvidenceRecord record) {
        return CanonicalJson.bytes(JSON.valueToTree(record));
    }

    /** @throws IOException if this is no record, or has no canonical form */
    static Signed read(byte[] document) throws IOException {
        JsonNode root = JSON.readTree(document);
        if (!(root instanceof ObjectNode object)) {
            throw new IOException("the document is no JSON object");
        }
        JsonNode attestation = object.remove(ATTESTATION);
        if (attestation == null || !attestation.isObject()) {
            throw new IOException("the document has no attestation");
        }
        try {
            return new Signed(
                    JSON.treeToValue(object, EvidenceRecord.class),
                    JSON.treeToValue(attestation, Attestation.class),
                    CanonicalJson.bytes(object));
        } catch (IllegalArgumentException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    /** A finding without its attachment, as it is stored. */
    public static String details(Finding finding) {
        return text(finding.with(null));
    }

    /** A finding with its attachment. */
    public static String text(Finding finding) {
        try {
            return JSON.writeValueAsString(finding);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a finding cannot be written", impossible);
        }
    }

    /** @throws IOException if the text is no finding of that kind */
    public static Finding finding(Kind kind, String text) throws IOException {
        return switch (kind) {
            case CHUNK_CHANGED, METADATA_CHANGED, OBJECT_MISSING -> JSON.readValue(text, ChangedObject.class);
            case CHANGED_CLAIM -> JSON.readValue(text, ChangedClaim.class);
        };
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                Instant instant = Instant.parse(parser.getText());
                // Refuses the years that an instant can have and no date.
                instant.atOffset(ZoneOffset.UTC);
                return instant;
            } catch (DateTimeException malformed) {
                throw context.weirdStringException(parser.getText(), Instant.class, "it is no instant");
            }
        }
    }

    private static final class KeyReader extends StdScalarDeserializer<ObjectKey> {
        KeyReader() {
            super(ObjectKey.class);
        }

        @Override
        public ObjectKey deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return ObjectKey.of(parser.getText());
            } catch (FailureException malformed) {
                throw context.weirdStringException(parser.getText(), ObjectKey.class, "it is no key");
            }
        }
    }
}
