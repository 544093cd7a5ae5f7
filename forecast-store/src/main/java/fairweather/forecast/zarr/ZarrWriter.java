package fairweather.forecast.zarr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.Gzip;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.key.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a Zarr v2 store into memory: every chunk, the metadata of every array, and {@code .zmetadata} over them all.
 * The same input gives the same bytes.
 */
public final class ZarrWriter {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ZarrWriter() {}

    /** The objects of a store with these variables, by key; without a manifest. */
    public static SortedMap<ObjectKey, byte[]> write(Map<String, Object> attributes, List<ZarrVariable> variables) {
        SortedMap<ObjectKey, byte[]> objects = new TreeMap<>();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(".zgroup", Map.of("zarr_format", 2));
        metadata.put(".zattrs", attributes);
        for (ZarrVariable variable : variables) {
            metadata.put(variable.name() + "/.zarray", describe(variable));
            Map<String, Object> described = new LinkedHashMap<>(variable.attributes());
            described.put("_ARRAY_DIMENSIONS", variable.dimensions());
            metadata.put(variable.name() + "/.zattrs", described);
            writeChunks(variable, objects);
        }
        metadata.forEach((key, value) -> objects.put(ObjectKey.of(key), json(value)));
        objects.put(ObjectKey.CONSOLIDATED_METADATA, json(Map.of("metadata", metadata, "zarr_consolidated_format", 1)));
        return objects;
    }

    private static Map<String, Object> describe(ZarrVariable variable) {
        Map<String, Object> array = new LinkedHashMap<>();
        array.put("zarr_format", 2);
        array.put("shape", variable.shape());
        array.put("chunks", variable.chunks());
        array.put("dtype", variable.type().word());
        array.put("order", "C");
        array.put("filters", null);
        array.put(
                "fill_value",
                variable.type().floating() ? "NaN" : variable.attributes().get("_FillValue"));
        array.put("dimension_separator", String.valueOf(variable.separator()));
        array.put("compressor", describe(variable.codec()));
        return array;
    }

    private static Map<String, Object> describe(Codec codec) {
        return switch (codec) {
            case NoCodec none -> null;
            case Zlib zlib -> Map.of("id", "zlib", "level", zlib.level());
            case Gzip gzip -> Map.of("id", "gzip", "level", gzip.level());
            case Zstd zstd -> Map.of("id", "zstd", "level", zstd.level());
            case Blosc blosc ->
                Map.of(
                        "id",
                        "blosc",
                        "cname",
                        blosc.compressor().word(),
                        "clevel",
                        blosc.level(),
                        "shuffle",
                        blosc.shuffle().ordinal(),
                        "blocksize",
                        0);
        };
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("an attribute cannot be written as JSON", unwritable);
        }
    }

    private static void writeChunks(ZarrVariable variable, SortedMap<ObjectKey, byte[]> objects) {
        int rank = variable.shape().size();
        int[] chunk = new int[rank];
        while (true) {
            byte[] raw = chunkBytes(variable, chunk);
            objects.put(
                    key(variable, chunk),
                    variable.codec().encode(raw, variable.type().bytes()));
            int d = rank - 1;
            while (d >= 0
                    && ++chunk[d] * variable.chunks().get(d) >= variable.shape().get(d)) {
                chunk[d--] = 0;
            }
            if (d < 0) {
                return;
            }
        }
    }

    private static ObjectKey key(ZarrVariable variable, int[] chunk) {
        List<String> numbers = new ArrayList<>();
        for (int number : chunk) {
            numbers.add(Integer.toString(number));
        }
        String name = numbers.isEmpty() ? "0" : String.join(String.valueOf(variable.separator()), numbers);
        return ObjectKey.of(variable.name() + "/" + name);
    }

    /** A chunk is stored whole; what lies beyond the array's edge is zero bytes. */
    private static byte[] chunkBytes(ZarrVariable variable, int[] chunk) {
        int items = variable.chunks().stream().reduce(1, Math::multiplyExact);
        byte[] raw = new byte[Math.multiplyExact(items, variable.type().bytes())];
        gather(variable, chunk, 0, 0, 0, raw);
        return raw;
    }

    private static void gather(ZarrVariable variable, int[] chunk, int dimension, int from, int to, byte[] raw) {
        int itemBytes = variable.type().bytes();
        if (dimension == chunk.length) {
            System.arraycopy(variable.bytes(), from * itemBytes, raw, to * itemBytes, itemBytes);
            return;
        }
        int length = variable.chunks().get(dimension);
        int whole = variable.shape().get(dimension);
        int first = chunk[dimension] * length;
        int inside = Math.min(length, whole - first);
        if (dimension == chunk.length - 1) {
            System.arraycopy(
                    variable.bytes(),
                    (from * whole + first) * itemBytes,
                    raw,
                    to * length * itemBytes,
                    inside * itemBytes);
            return;
        }
        for (int i = 0; i < inside; i++) {
            gather(variable, chunk, dimension + 1, from * whole + first + i, to * length + i, raw);
        }
    }
}
