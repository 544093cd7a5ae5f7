package fairweather.forecast.zarr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The consolidated metadata of a Zarr v2 store. A fault of the whole text is found on parsing; a fault of one array is
 * found when that array is asked for, so that it costs that array only.
 */
public final class ZarrMetadata {
    private static final String ARRAY = "/.zarray";
    private static final String ATTRIBUTES = "/.zattrs";

    /**
     * How many parts a text may have follows from how long it may be: of a miner's some 100 000, and what a tree of so
     * many takes is a few MiB.
     */
    private static final int FEWEST_BYTES_OF_PART = 42;

    private final JsonNode metadata;
    private final SortedSet<String> arrayNames;
    private final Caps caps;

    private ZarrMetadata(JsonNode metadata, SortedSet<String> arrayNames, Caps caps) {
        this.metadata = metadata;
        this.arrayNames = Collections.unmodifiableSortedSet(arrayNames);
        this.caps = caps;
    }

    /**
     * Reads {@code .zmetadata} strictly: UTF-8, no duplicate keys, bounded nesting, nothing behind the object.
     *
     * @throws FailureException with {@code CONTENT_LAYOUT}, or {@code OVERSIZE} beyond a cap
     */
    public static ZarrMetadata parse(byte[] json, Caps caps) {
        if (json.length > caps.consolidatedMetadata()) {
            throw new FailureException(
                    Code.OVERSIZE, ".zmetadata is larger than " + caps.consolidatedMetadata() + " bytes");
        }
        JsonNode root = strict(json, ".zmetadata", caps);
        JsonNode version = root.get("zarr_consolidated_format");
        JsonNode metadata = root.get("metadata");
        if (version == null
                || !version.isInt()
                || version.intValue() != 1
                || metadata == null
                || !metadata.isObject()) {
            throw new FailureException(Code.CONTENT_LAYOUT, ".zmetadata is not consolidated metadata of format 1");
        }
        return of(metadata, caps);
    }

    /**
     * The same from the metadata objects of a store that has not consolidated them.
     *
     * @param objects by key, each as strict as {@code .zmetadata}
     */
    public static ZarrMetadata of(SortedMap<String, byte[]> objects, Caps caps) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        objects.forEach((key, json) -> metadata.set(key, strict(json, key, caps)));
        return of(metadata, caps);
    }

    private static ZarrMetadata of(JsonNode metadata, Caps caps) {
        SortedSet<String> names = new TreeSet<>();
        metadata.fieldNames().forEachRemaining(name -> {
            if (name.endsWith(ARRAY) && ObjectKey.isValid(name)) {
                names.add(name.substring(0, name.length() - ARRAY.length()));
            }
        });
        return new ZarrMetadata(metadata, names, caps);
    }

    /** Fetches {@code .zmetadata} and parses it. */
    public static ZarrMetadata read(ObjectReader reader, Caps caps) {
        return parse(reader.get(ObjectKey.CONSOLIDATED_METADATA, caps.consolidatedMetadata()), caps);
    }

    private static JsonNode strict(byte[] json, String key, Caps caps) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return mapper(caps).readTree(text);
        } catch (CharacterCodingException malformed) {
            throw new FailureException(Code.CONTENT_LAYOUT, key + " is not UTF-8", malformed);
        } catch (StreamConstraintsException excessive) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT, key + " is nested deeper or has more parts than any store needs", excessive);
        } catch (IOException malformed) {
            throw new FailureException(Code.CONTENT_LAYOUT, key + " is not strict JSON", malformed);
        }
    }

    private static ObjectMapper mapper(Caps caps) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Python writes a NaN fill value as the bare word NaN.
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(caps.jsonDepth())
                        .maxTokenCount(caps.consolidatedMetadata() / FEWEST_BYTES_OF_PART)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Paths of all arrays, supported or not. */
    public SortedSet<String> arrayNames() {
        return arrayNames;
    }

    public boolean has(String name) {
        return arrayNames.contains(name);
    }

    /** The store's own attributes; an empty object if there are none. */
    public JsonNode attributes() {
        return object(".zattrs");
    }

    /**
     * The metadata of one array.
     *
     * @throws FailureException with {@code CONTENT_LAYOUT} if there is no such array or its layout is not supported
     */
    public ArrayMetadata array(String name) {
        if (!has(name)) {
            throw new FailureException(Code.CONTENT_LAYOUT, "the store has no array " + name);
        }
        return ArrayParser.parse(name, metadata.get(name + ARRAY), object(name + ATTRIBUTES), caps);
    }

    private JsonNode object(String key) {
        JsonNode node = metadata.get(key);
        return node != null && node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    }
}
