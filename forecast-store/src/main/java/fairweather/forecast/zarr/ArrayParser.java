package fairweather.forecast.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.Gzip;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.key.Caps;
import java.util.ArrayList;
import java.util.List;

/** Reads one {@code .zarray} with its {@code .zattrs}, refusing whatever is not supported. */
final class ArrayParser {
    private final String name;
    private final JsonNode array;
    private final JsonNode attributes;
    private final Caps caps;

    private ArrayParser(String name, JsonNode array, JsonNode attributes, Caps caps) {
        this.name = name;
        this.array = array;
        this.attributes = attributes;
        this.caps = caps;
    }

    static ArrayMetadata parse(String name, JsonNode array, JsonNode attributes, Caps caps) {
        return new ArrayParser(name, array, attributes, caps).parse();
    }

    private ArrayMetadata parse() {
        expect(array.isObject(), "has no metadata object");
        JsonNode version = array.path("zarr_format");
        expect(version.isInt() && version.intValue() == 2, "is of Zarr version " + shown(version) + " and not of 2");
        expect(
                "C".equals(array.path("order").textValue()),
                "is in the order " + shown(array.path("order")) + " and not in C");
        checkFilters(array.get("filters"));
        List<Integer> shape = lengths("shape");
        List<Integer> chunks = lengths("chunks");
        expect(shape.size() == chunks.size(), "has chunks of another rank than its shape");
        expect(shape.size() <= caps.rank(), "has more than " + caps.rank() + " dimensions");
        DataType type = type(array.path("dtype"));
        checkSizes(shape, chunks, type);
        List<String> dimensions = dimensions(shape.size());
        return new ArrayMetadata(
                name,
                shape,
                chunks,
                type,
                codec(array.get("compressor")),
                separator(),
                dimensions,
                PackingParser.parse(name, array, attributes, type),
                attributes);
    }

    private void checkFilters(JsonNode filters) {
        expect(filters != null, "does not say whether it has filters");
        if (!filters.isNull()) {
            throw fault("has the filter " + shown(filters.path(0).path("id")) + ", which is not supported");
        }
    }

    private DataType type(JsonNode word) {
        return DataType.of(word.asText())
                .orElseThrow(() -> fault("has the data type " + shown(word) + ", which is not supported"));
    }

    private List<Integer> lengths(String member) {
        JsonNode node = array.path(member);
        expect(node.isArray(), "has no " + member);
        List<Integer> lengths = new ArrayList<>();
        for (JsonNode length : node) {
            expect(
                    length.isInt() && length.intValue() >= 1 && length.intValue() <= caps.dimension(),
                    "has a length outside 1 to " + caps.dimension() + " in its " + member);
            lengths.add(length.intValue());
        }
        return List.copyOf(lengths);
    }

    private void checkSizes(List<Integer> shape, List<Integer> chunks, DataType type) {
        long count = 1;
        long bytes = type.bytes();
        for (int d = 0; d < shape.size(); d++) {
            count = Math.multiplyExact(count, (shape.get(d) + chunks.get(d) - 1L) / chunks.get(d));
            bytes = Math.multiplyExact(bytes, (long) chunks.get(d));
            expect(count <= caps.chunksPerArray(), "has more than " + caps.chunksPerArray() + " chunks");
            if (bytes > caps.decodedChunk()) {
                throw new FailureException(
                        Code.OVERSIZE,
                        "a chunk of the array " + name + " has more than " + caps.decodedChunk() + " bytes");
            }
        }
    }

    private char separator() {
        JsonNode node = array.get("dimension_separator");
        if (node == null) {
            return '.';
        }
        String text = node.textValue();
        expect(".".equals(text) || "/".equals(text), "has an unknown dimension separator");
        return text.charAt(0);
    }

    private List<String> dimensions(int rank) {
        JsonNode node = attributes.get("_ARRAY_DIMENSIONS");
        if (node == null) {
            return List.of();
        }
        expect(node.isArray() && node.size() == rank, "names another number of dimensions than it has");
        List<String> names = new ArrayList<>();
        for (JsonNode dimension : node) {
            expect(dimension.isTextual(), "has a dimension without a name");
            expect(!names.contains(dimension.textValue()), "names a dimension twice");
            names.add(dimension.textValue());
        }
        return List.copyOf(names);
    }

    private Codec codec(JsonNode compressor) {
        expect(compressor != null, "does not say how it is compressed");
        if (compressor.isNull()) {
            return new NoCodec();
        }
        int level = compressor.path("level").asInt(1);
        String id = compressor.path("id").asText();
        return switch (id) {
            case "zlib" -> new Zlib(deflateLevel(level));
            case "gzip" -> new Gzip(deflateLevel(level));
            case "zstd" -> new Zstd(level);
            case "blosc" -> blosc(compressor);
            default -> throw fault("has the compressor " + shown(compressor.path("id")) + ", which is not supported");
        };
    }

    private static int deflateLevel(int level) {
        return Math.clamp(level, 0, 9);
    }

    private Blosc blosc(JsonNode compressor) {
        String word = compressor.path("cname").asText();
        int shuffle = compressor.path("shuffle").asInt(1);
        int level = deflateLevel(compressor.path("clevel").asInt(5));
        for (Blosc.Compressor known : Blosc.Compressor.values()) {
            if (known.word().equals(word)) {
                return new Blosc(known, level, shuffle(shuffle));
            }
        }
        throw fault("has the Blosc compressor " + shown(compressor.path("cname")) + ", which is not supported");
    }

    private Shuffle shuffle(int number) {
        return switch (number) {
            case 0 -> Shuffle.NONE;
            case 1 -> Shuffle.BYTE;
            case 2 -> Shuffle.BIT;
            // Automatic: bits for single bytes, else bytes; frames say what was done.
            case -1 -> Shuffle.BYTE;
            default -> throw fault("has the Blosc shuffle " + number + ", which is not supported");
        };
    }

    /** What a member says, as it may stand in a sentence. */
    private static String shown(JsonNode node) {
        if (node.isMissingNode()) {
            return "(none)";
        }
        return node.isValueNode() ? Quoted.of(node.asText()) : "(a structure)";
    }

    private void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw fault(otherwise);
        }
    }

    private FailureException fault(String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "the array " + name + " " + what);
    }
}
