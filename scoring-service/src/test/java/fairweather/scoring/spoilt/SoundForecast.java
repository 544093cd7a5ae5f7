package fairweather.scoring.spoilt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A store that is as it should be, until something about it is changed. */
final class SoundForecast {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> UNITS = Map.of("2t", "K", "msl", "Pa", "z", "m2 s-2");

    private final Map<Component, float[]> values = new LinkedHashMap<>();
    private final Map<String, ZarrVariable> variables = new LinkedHashMap<>();
    private final List<Consumer<Map<ObjectKey, byte[]>>> beforeFreeze = new ArrayList<>();
    private final List<Consumer<Map<ObjectKey, byte[]>>> afterFreeze = new ArrayList<>();

    SoundForecast() {
        Component.ALL.forEach(component -> values.put(component, Weather.forecast(component)));
        variables.put("time", ZarrVariable.coordinate("time", 24.0, 48.0).withAttribute("units", Weather.TIME_UNITS));
        variables.put("lat", ZarrVariable.coordinate("lat", Weather.LATITUDES));
        variables.put("lon", ZarrVariable.coordinate("lon", Weather.LONGITUDES));
        variables.put("plev", ZarrVariable.coordinate("plev", 500L, 850L).withAttribute("units", "hPa"));
        UNITS.keySet().stream().sorted().forEach(this::rebuild);
    }

    /** The values that a reader should find. */
    float[] values(Component component) {
        return values.get(component);
    }

    /** Writes other values of some components; what was said about their array is said again. */
    SoundForecast fields(String pattern, UnaryOperator<float[]> change) {
        for (Component component : Component.ALL) {
            if (component.matches(pattern)) {
                values.computeIfPresent(component, (key, field) -> change.apply(field.clone()));
                rebuild(component.variable());
            }
        }
        return this;
    }

    /** Says that a reader should find these values, though others are written. */
    SoundForecast expected(String pattern, UnaryOperator<float[]> change) {
        Component.ALL.stream()
                .filter(component -> component.matches(pattern))
                .forEach(component -> values.computeIfPresent(component, (key, field) -> change.apply(field.clone())));
        return this;
    }

    /** Changes, adds (with the name of a new one) or, giving null, removes a variable. */
    SoundForecast variable(String name, UnaryOperator<ZarrVariable> change) {
        variables.compute(name, (key, variable) -> change.apply(variable));
        return this;
    }

    SoundForecast attribute(String name, String attribute, Object value) {
        return variable(name, variable -> variable.withAttribute(attribute, value));
    }

    /** Changes what {@code .zmetadata} says of an array. */
    SoundForecast member(String name, String member, String json) {
        return metadata(root -> {
            ObjectNode array = (ObjectNode) root.path("metadata").path(name + "/.zarray");
            array.set(member, parse(json));
        });
    }

    SoundForecast metadata(Consumer<ObjectNode> change) {
        return metadataText(text -> {
            ObjectNode root = (ObjectNode) parse(text);
            change.accept(root);
            return root.toString();
        });
    }

    SoundForecast metadataText(UnaryOperator<String> change) {
        return objects(objects -> objects.compute(
                ObjectKey.CONSOLIDATED_METADATA,
                (key, bytes) -> change.apply(new String(bytes, UTF_8)).getBytes(UTF_8)));
    }

    SoundForecast objects(Consumer<Map<ObjectKey, byte[]>> change) {
        beforeFreeze.add(change);
        return this;
    }

    /** Changes one object before it is frozen. */
    SoundForecast object(String key, UnaryOperator<byte[]> change) {
        return objects(objects -> objects.compute(ObjectKey.of(key), (same, bytes) -> change.apply(bytes.clone())));
    }

    SoundForecast afterFreeze(Consumer<Map<ObjectKey, byte[]>> change) {
        afterFreeze.add(change);
        return this;
    }

    /** All objects but the manifest. */
    SortedMap<ObjectKey, byte[]> objects() {
        SortedMap<ObjectKey, byte[]> objects =
                new TreeMap<>(ZarrWriter.write(Map.of(), List.copyOf(variables.values())));
        beforeFreeze.forEach(change -> change.accept(objects));
        return objects;
    }

    /** The store behind its frozen list, as a scorer reads it. */
    ObjectReader frozen() {
        SortedMap<ObjectKey, byte[]> objects = objects();
        Manifest manifest = Manifest.of(objects, "hotkey");
        afterFreeze.forEach(change -> change.accept(objects));
        return new VerifyingReader(manifest, new MemoryReader(objects));
    }

    private void rebuild(String name) {
        List<Component> own = Component.ALL.stream()
                .filter(component -> component.variable().equals(name))
                .toList();
        float[] all = new float[own.size() * Weather.POINTS];
        for (int n = 0; n < own.size(); n++) {
            System.arraycopy(values.get(own.get(n)), 0, all, n * Weather.POINTS, Weather.POINTS);
        }
        ZarrVariable written = name.equals("z")
                ? ZarrVariable.floats(
                                name,
                                List.of("time", "plev", "lat", "lon"),
                                List.of(2, 2, Weather.ROWS, Weather.COLUMNS),
                                all)
                        .withChunks(1, 1, Weather.ROWS, Weather.COLUMNS)
                : ZarrVariable.floats(
                                name, List.of("time", "lat", "lon"), List.of(2, Weather.ROWS, Weather.COLUMNS), all)
                        .withChunks(1, Weather.ROWS, Weather.COLUMNS);
        variables.put(
                name,
                written.withCodec(new Blosc(Blosc.Compressor.ZSTD, 3, Shuffle.BIT))
                        .withAttribute("units", UNITS.get(name)));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
