package fairweather.reference.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.store.VariableNames;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.Quoted;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.reference.CanonicalVariable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a store holds, as its metadata and its coordinates say; each is read when it is first asked for. */
public final class ZarrContents {
    public static final String LATITUDE = "latitude";
    public static final String LONGITUDE = "longitude";
    public static final String LEVEL = "level";

    private static final Set<String> HECTOPASCAL = Set.of("", "hPa", "millibars", "millibar", "mbar", "mb");
    private static final String PASCAL = "Pa";
    private static final int PASCALS = 100;

    private final ZarrMetadata metadata;
    private final ObjectReader reader;
    private final Caps caps;
    private final Map<String, double[]> coordinates = new ConcurrentHashMap<>();
    private final Map<String, FieldArray> fields = new ConcurrentHashMap<>();

    ZarrContents(ZarrMetadata metadata, ObjectReader reader, Caps caps) {
        this.metadata = metadata;
        this.reader = reader;
        this.caps = caps;
    }

    public JsonNode attributes() {
        return metadata.attributes();
    }

    public boolean has(CanonicalVariable variable) {
        return metadata.has(variable.era5Name());
    }

    /** @throws FailureException if there is none, or its layout is not supported */
    public ZarrArray array(String name) {
        return new ZarrArray(metadata.array(name), reader, caps);
    }

    /**
     * The array of a variable.
     *
     * @param dimensions it has besides latitude, longitude and, on pressure levels, level
     * @throws FailureException if it is of another layout, or says that it has another unit than ours
     */
    public FieldArray fields(CanonicalVariable variable, Set<String> dimensions) {
        return fields.computeIfAbsent(variable.era5Name(), name -> {
            ZarrArray array = array(name);
            checkUnit(array.metadata());
            Set<String> others = new HashSet<>(dimensions);
            if (!variable.surface()) {
                others.add(LEVEL);
            }
            return new FieldArray(array, Orientation.of(coordinate(LATITUDE), coordinate(LONGITUDE)), others);
        });
    }

    private static void checkUnit(ArrayMetadata array) {
        Set<String> units = VariableNames.named(array.name()).orElseThrow().units();
        String unit = array.text("units").orElse("").strip();
        if (!unit.isEmpty() && !units.contains(unit)) {
            throw new FailureException(
                    Code.CONTENT_VALUES,
                    "the array " + array.name() + " is in " + Quoted.of(unit) + " and not in ours");
        }
    }

    /** Where a value stands along a dimension, exactly; empty if it does not. */
    public OptionalInt index(String dimension, double value) {
        double[] values = coordinate(dimension);
        OptionalInt index = OptionalInt.empty();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                if (index.isPresent()) {
                    throw new FailureException(
                            Code.CONTENT_LAYOUT, "the coordinate " + dimension + " has a value twice");
                }
                index = OptionalInt.of(i);
            }
        }
        return index;
    }

    /** Where a level in hPa stands, exactly; empty if it does not. */
    public OptionalInt levelIndex(int level) {
        String unit = metadata.array(LEVEL).text("units").orElse("").strip();
        if (unit.equals(PASCAL)) {
            return index(LEVEL, (double) PASCALS * level);
        }
        if (!HECTOPASCAL.contains(unit)) {
            throw new FailureException(
                    Code.CONTENT_VALUES, "the levels are in " + Quoted.of(unit) + ", neither in hPa nor in Pa");
        }
        return index(LEVEL, level);
    }

    private double[] coordinate(String dimension) {
        double[] known = coordinates.get(dimension);
        if (known == null) {
            known = read(dimension);
            coordinates.put(dimension, known);
        }
        return known;
    }

    private double[] read(String dimension) {
        ZarrArray array = array(dimension);
        if (!array.metadata().dimensions().equals(List.of(dimension))) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT, "the coordinate " + dimension + " does not lie along its own dimension");
        }
        double[] values = array.readDoubles(array.everything());
        if (array.metadata().type().single()) {
            // 0.1 as a float32 is meant as 0.1.
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.parseDouble(Float.toString((float) values[i]));
            }
        }
        return values;
    }
}
