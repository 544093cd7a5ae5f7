package fairweather.simulator.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.simulator.forecast.Wind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The objects of a Zarr v2 store that are not forecast: metadata, plain and consolidated, and the coordinates {@code time},
 * {@code lead_time}, {@code lat} and {@code lon} (float64, one chunk each). The data arrays are float32, (time, lat, lon) with
 * chunks [1, H, W].
 */
final class StoreLayout {
    /** 6, 12 … 240 hours. */
    static final List<Integer> LEADS =
            IntStream.rangeClosed(1, 40).map(step -> 6 * step).boxed().toList();

    private static final DateTimeFormatter EPOCH =
            DateTimeFormatter.ofPattern("'hours since' uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, byte[]> objects = new TreeMap<>();
    private final ObjectNode consolidated = JSON.objectNode();
    private final StoreCodec codec;

    private StoreLayout(StoreCodec codec) {
        this.codec = codec;
    }

    /** The objects by key, for a forecast from this start. */
    static Map<String, byte[]> objects(StoreShape shape, StoreCodec codec, Instant start) {
        StoreLayout layout = new StoreLayout(codec);
        layout.metadata(".zgroup", JSON.objectNode().put("zarr_format", 2));
        layout.metadata(
                ".zattrs",
                JSON.objectNode().put("Conventions", "CF-1.8").put("title", "Simulated forecast of the 10 m wind"));
        double[] latitudes = shape.latitudes();
        double[] longitudes = shape.longitudes();
        for (Wind wind : Wind.values()) {
            layout.array(
                    wind.variable(),
                    "<f4",
                    new int[] {shape.declaredSteps(wind, LEADS.size()), latitudes.length, longitudes.length},
                    new int[] {shape.stepsPerChunk(), latitudes.length, longitudes.length},
                    attributes(wind.longName(), shape.units(), "time", "lat", "lon")
                            .put("standard_name", wind.standardName())
                            .put("coordinates", "lead_time"));
        }
        double[] leads = LEADS.stream().mapToDouble(Integer::doubleValue).toArray();
        layout.coordinate(
                "time",
                leads,
                attributes("valid time", EPOCH.format(start), "time")
                        .put("standard_name", "time")
                        .put("calendar", "proleptic_gregorian"));
        layout.coordinate("lead_time", leads, attributes("time since the start of the forecast", "hours", "time"));
        layout.coordinate("lat", latitudes, attributes("latitude", "degrees_north", "lat"));
        layout.coordinate("lon", longitudes, attributes("longitude", "degrees_east", "lon"));
        layout.put(
                ".zmetadata",
                JSON.objectNode().put("zarr_consolidated_format", 1).set("metadata", layout.consolidated));
        return layout.objects;
    }

    private static ObjectNode attributes(String longName, String units, String... dimensions) {
        ObjectNode attributes = JSON.objectNode().put("long_name", longName).put("units", units);
        ArrayNode names = attributes.putArray("_ARRAY_DIMENSIONS");
        List.of(dimensions).forEach(names::add);
        return attributes;
    }

    private void coordinate(String name, double[] values, ObjectNode attributes) {
        array(name, "<f8", new int[] {values.length}, new int[] {values.length}, attributes);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        objects.put(name + "/0", codec.encode(bytes.array(), Double.BYTES));
    }

    private void array(String name, String type, int[] shape, int[] chunks, ObjectNode attributes) {
        ObjectNode array = JSON.objectNode().put("zarr_format", 2).put("dtype", type);
        array.put("order", "C").put("dimension_separator", ".").put("fill_value", "NaN");
        array.putNull("filters");
        array.set("compressor", codec.metadata());
        IntStream.of(shape).forEach(array.putArray("shape")::add);
        IntStream.of(chunks).forEach(array.putArray("chunks")::add);
        metadata(name + "/.zarray", array);
        metadata(name + "/.zattrs", attributes);
    }

    private void metadata(String key, ObjectNode document) {
        consolidated.set(key, document);
        put(key, document);
    }

    private void put(String key, Object document) {
        objects.put(key, document.toString().getBytes(StandardCharsets.UTF_8));
    }
}
