package fairweather.forecast.store;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.forecast.zarr.ZarrMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A miner's store as a forecast: canonical variables in our units on the truth's grid. Names, units, level and time
 * axes and the orientation of the grid are settled here and nowhere else; nothing is ever guessed from values.
 *
 * <p>A fault of the content costs one field and is returned as {@link FieldResult.Absent}. Trouble of transport or
 * integrity belongs to the attempt or to the whole response and is thrown. Not thread-safe.
 */
public final class ForecastReader {
    private final ZarrMetadata metadata;
    private final Coordinates coordinates;
    private final ObjectReader reader;
    private final Caps caps;

    private ForecastReader(ZarrMetadata metadata, ObjectReader reader, Instant initTime, Caps caps) {
        this.metadata = metadata;
        this.coordinates = new Coordinates(metadata, reader, initTime, caps);
        this.reader = reader;
        this.caps = caps;
    }

    /**
     * Fetches and parses {@code .zmetadata}.
     *
     * @param reader normally a {@link fairweather.forecast.zarr.VerifyingReader}
     * @param initTime T0 of the run, from which leads count
     * @throws FailureException with {@code CONTENT_LAYOUT} if no variable can be read because the metadata cannot, or
     *     what the reader throws
     */
    public static ForecastReader open(ObjectReader reader, Instant initTime, Caps caps) {
        return new ForecastReader(ZarrMetadata.read(reader, caps), reader, initTime, caps);
    }

    /** For metadata that are at hand. */
    public static ForecastReader of(ZarrMetadata metadata, ObjectReader reader, Instant initTime, Caps caps) {
        return new ForecastReader(metadata, reader, initTime, caps);
    }

    public ZarrMetadata metadata() {
        return metadata;
    }

    /**
     * One field.
     *
     * @param variable canonical name, for example {@code 2t} or {@code z}
     * @param level hPa, or null for a surface variable
     * @throws FailureException for trouble of transport or integrity
     */
    public FieldResult read(String variable, Integer level, int leadHours, TargetGrid grid) {
        return read(variable, Arrays.asList(level), leadHours, grid).getFirst();
    }

    /**
     * The fields of several levels of one variable, in the order asked for; a chunk that holds several levels is
     * fetched once.
     *
     * @param levels hPa, or a single null for a surface variable
     * @throws FailureException for trouble of transport or integrity
     */
    public List<FieldResult> read(String variable, List<Integer> levels, int leadHours, TargetGrid grid) {
        List<FieldResult> results = new ArrayList<>();
        List<Selection> found = new ArrayList<>();
        for (Integer level : levels) {
            FieldResult absent = null;
            Selection selection = null;
            try {
                selection = locate(variable, level, leadHours, grid);
            } catch (FailureException failure) {
                absent = absent(failure);
            }
            results.add(absent);
            found.add(selection);
        }
        List<Selection> readable = found.stream().filter(s -> s != null).toList();
        if (readable.isEmpty()) {
            return results;
        }
        List<FieldResult> fields = readTogether(readable);
        int next = 0;
        for (int i = 0; i < results.size(); i++) {
            if (found.get(i) != null) {
                results.set(i, fields.get(next++));
            }
        }
        return results;
    }

    /**
     * Why a field cannot be there, judged from metadata and coordinates alone, without reading a chunk of it; empty if
     * nothing speaks against it. A response of which every configured field is absent has nothing to be scored.
     *
     * @throws FailureException for trouble of transport or integrity while reading a coordinate
     */
    public Optional<FieldResult.Absent> absence(String variable, Integer level, int leadHours, TargetGrid grid) {
        try {
            locate(variable, level, leadHours, grid);
            return Optional.empty();
        } catch (FailureException failure) {
            return Optional.of(absent(failure));
        }
    }

    /** Where a field lies: which index of each dimension, and how its rows and columns are moved. */
    private record Selection(
            ZarrArray array, double factor, int[][] indices, int levelDimension, boolean rowsFirst, GridMapping mapping) {}

    private Selection locate(String variable, Integer level, int leadHours, TargetGrid grid) {
        VariableNames.Alias alias = VariableNames.of(variable).stream()
                .filter(name -> metadata.has(name.name()))
                .findFirst()
                .orElseThrow(() ->
                        new FailureException(Code.CONTENT_LAYOUT, "the forecast has no variable " + variable));
        ArrayMetadata array = metadata.array(alias.name());
        checkUnits(array, alias);
        Axes axes = Axes.of(array, level != null);
        int[][] indices = new int[array.rank()][];
        GridMapping mapping = GridMapping.of(
                coordinates.numbers(axes.latitudeName(), axes.length(axes.latitude())),
                coordinates.numbers(axes.longitudeName(), axes.length(axes.longitude())),
                grid);
        indices[axes.latitude()] = ZarrArray.all(axes.length(axes.latitude()));
        indices[axes.longitude()] = ZarrArray.all(axes.length(axes.longitude()));
        indices[axes.time()] =
                new int[] {coordinates.timeIndex(axes.timeName(), axes.length(axes.time()), leadHours)};
        if (level != null) {
            indices[axes.level()] = new int[] {
                coordinates.levelIndex(axes.levelName(), axes.length(axes.level()), level)
            };
        }
        return new Selection(
                new ZarrArray(array, reader, caps),
                alias.factor(),
                indices,
                level == null ? -1 : axes.level(),
                axes.latitude() < axes.longitude(),
                mapping);
    }

    private static void checkUnits(ArrayMetadata array, VariableNames.Alias alias) {
        JsonNode units = array.attributes().get("units");
        boolean known = units == null
                || alias.units().isEmpty()
                || units.isTextual() && alias.units().contains(units.textValue().strip());
        if (!known) {
            throw new FailureException(
                    Code.CONTENT_VALUES, "the array " + array.name() + " has a unit that is not accepted for it");
        }
        for (String attribute : List.of("GRIB_paramId", "paramId")) {
            JsonNode number = array.attributes().get(attribute);
            if (number != null && alias.number() != null && number.asInt(-1) != alias.number()) {
                throw new FailureException(
                        Code.CONTENT_VALUES,
                        "the array " + array.name() + " has another GRIB parameter than its name says");
            }
        }
    }

    /** Reads selections of one array that differ in the level only. */
    private static List<FieldResult> readTogether(List<Selection> selections) {
        Selection first = selections.getFirst();
        int[][] indices = first.indices().clone();
        int dimension = first.levelDimension();
        if (dimension >= 0) {
            indices[dimension] = selections.stream()
                    .mapToInt(s -> s.indices()[dimension][0])
                    .toArray();
        }
        float[] values;
        try {
            values = first.array().readFloats(indices);
        } catch (FailureException failure) {
            FieldResult absent = absent(failure);
            if (selections.size() == 1) {
                return List.of(absent);
            }
            // A chunk that cannot be decoded costs the levels in it and no others.
            return selections.stream()
                    .map(selection -> readTogether(List.of(selection)).getFirst())
                    .toList();
        }
        List<FieldResult> fields = new ArrayList<>();
        for (int position = 0; position < selections.size(); position++) {
            fields.add(new FieldResult.Present(field(first, indices, values, position)));
        }
        return fields;
    }

    /** Moves the values of one level from the order of the selection to the target's. */
    private static float[] field(Selection selection, int[][] indices, float[] values, int position) {
        int latitudeStride = 0;
        int longitudeStride = 0;
        int levelStride = 0;
        int stride = 1;
        int spatial = selection.rowsFirst() ? 0 : 1;
        for (int d = indices.length - 1; d >= 0; d--) {
            if (d == selection.levelDimension()) {
                levelStride = stride;
            } else if (indices[d] == selection.indices()[d] && isSpatial(selection, d)) {
                if (spatial++ % 2 == 0) {
                    longitudeStride = stride;
                } else {
                    latitudeStride = stride;
                }
            }
            stride *= indices[d].length;
        }
        int[] rows = selection.mapping().rows();
        int[] columns = selection.mapping().columns();
        float[] field = new float[rows.length * columns.length];
        int start = position * levelStride;
        for (int i = 0, to = 0; i < rows.length; i++) {
            int row = start + rows[i] * latitudeStride;
            for (int j = 0; j < columns.length; j++, to++) {
                float value = values[row + columns[j] * longitudeStride];
                field[to] = selection.factor() == 1 ? value : (float) (value * selection.factor());
            }
        }
        return field;
    }
}
