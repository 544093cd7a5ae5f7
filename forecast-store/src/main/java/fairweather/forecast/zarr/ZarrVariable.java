package fairweather.forecast.zarr;

import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.NoCodec;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An array to be written: stored numbers in C order with their names, and how they are cut and compressed. Immutable;
 * the {@code with} methods give changed copies.
 *
 * @param dimensions names, as many as the shape has lengths
 * @param bytes the stored numbers in C order and in the type's byte order
 * @param attributes texts, numbers or lists of them; {@code _ARRAY_DIMENSIONS} is added by the writer
 */
public record ZarrVariable(
        String name,
        List<String> dimensions,
        List<Integer> shape,
        List<Integer> chunks,
        DataType type,
        byte[] bytes,
        Map<String, Object> attributes,
        Codec codec,
        char separator) {

    public ZarrVariable {
        dimensions = List.copyOf(dimensions);
        shape = List.copyOf(shape);
        chunks = List.copyOf(chunks);
        attributes = new LinkedHashMap<>(attributes);
        long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (dimensions.size() != shape.size()
                || chunks.size() != shape.size()
                || count * type.bytes() != bytes.length) {
            throw new IllegalArgumentException(
                    name + ": " + dimensions + " of " + shape + " do not fit " + bytes.length + " bytes");
        }
        if (chunks.stream().anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException(name + ": a chunk length is below 1");
        }
    }

    /** One chunk, not compressed, no attributes. */
    public static ZarrVariable of(
            String name, List<String> dimensions, List<Integer> shape, DataType type, byte[] bytes) {
        return new ZarrVariable(name, dimensions, shape, shape, type, bytes, Map.of(), new NoCodec(), '.');
    }

    /** Values as {@code <f4}. */
    public static ZarrVariable floats(String name, List<String> dimensions, List<Integer> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(DataType.FLOAT32.order());
        bytes.asFloatBuffer().put(values);
        return of(name, dimensions, shape, DataType.FLOAT32, bytes.array());
    }

    /** A coordinate of one dimension of its own name, as {@code <f8}. */
    public static ZarrVariable coordinate(String name, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(DataType.FLOAT64.order());
        bytes.asDoubleBuffer().put(values);
        return of(name, List.of(name), List.of(values.length), DataType.FLOAT64, bytes.array());
    }

    /** A coordinate of one dimension of its own name, as {@code <i8}. */
    public static ZarrVariable coordinate(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(DataType.INT64.order());
        bytes.asLongBuffer().put(values);
        return of(name, List.of(name), List.of(values.length), DataType.INT64, bytes.array());
    }

    /** Stored numbers as {@code <i2}; give scale_factor, add_offset and _FillValue as attributes. */
    public static ZarrVariable shorts(String name, List<String> dimensions, List<Integer> shape, short... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(DataType.INT16.order());
        bytes.asShortBuffer().put(values);
        return of(name, dimensions, shape, DataType.INT16, bytes.array());
    }

    public ZarrVariable withChunks(Integer... lengths) {
        return new ZarrVariable(name, dimensions, shape, List.of(lengths), type, bytes, attributes, codec, separator);
    }

    public ZarrVariable withCodec(Codec other) {
        return new ZarrVariable(name, dimensions, shape, chunks, type, bytes, attributes, other, separator);
    }

    public ZarrVariable withSeparator(char other) {
        return new ZarrVariable(name, dimensions, shape, chunks, type, bytes, attributes, codec, other);
    }

    public ZarrVariable withAttribute(String attribute, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new ZarrVariable(name, dimensions, shape, chunks, type, bytes, more, codec, separator);
    }
}
