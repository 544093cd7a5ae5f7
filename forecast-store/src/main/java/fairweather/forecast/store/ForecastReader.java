package fairweather.forecast.store;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A miner's store as a forecast: canonical variables in our units on the truth's grid. Names, units, level and time
 * axes and the orientation of the grid are settled here and nowhere else; nothing is ever guessed from values.
 *
 * <p>A fault of the content costs one field and is returned as {@link FieldResult.Absent}. Trouble of transport or
 * integrity belongs to the attempt or to the whole response and is thrown. Not thread-safe.
 */
public final class ForecastReader {
    /** Faults of the content: another reading finds the same. */
    static final Set<Code> COSTS_ONE_FIELD = EnumSet.of(Code.CONTENT_LAYOUT, Code.CONTENT_VALUES, Code.OVERSIZE);

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

    /**
     * Bytes of memory that {@link #read} of so many levels takes at once at most, judged from the metadata alone: the
     * selected values, and beside them either a chunk, received in two pieces of its encoded size at most and decoded,
     * or the finished fields. The coordinates are read before and count if they are larger. 0 for what cannot be read.
     */
    public long memory(String variable, int levels, TargetGrid grid) {
        try {
            ArrayMetadata array = metadata.array(alias(variable).name());
            long largest = 0;
            for (int d = 0; d < array.rank(); d++) {
                String name =
                        array.dimensions().isEmpty() ? "" : array.dimensions().get(d);
                if (metadata.has(name)) {
                    largest = Math.max(
                            largest,
                            chunk(metadata.array(name))
                                    + (long) Double.BYTES * array.shape().get(d));
                }
            }
            long points = (long) grid.rows() * grid.columns();
            long values = Float.BYTES * points * levels;
            return Math.max(largest, values + Math.max(chunk(array), values));
        } catch (FailureException unreadable) {
            return 0;
        }
    }

    private long chunk(ArrayMetadata array) {
        return 2 * caps.encodedChunkOf(array.chunkBytes()) + array.chunkBytes();
    }

    /** Where a field lies: which index of each dimension, and how its rows and columns are moved. */
    private record Selection(ZarrArray array, double factor, Axes axes, int[][] indices, GridMapping mapping) {}

    private Selection locate(String variable, Integer level, int leadHours, TargetGrid grid) {
        VariableNames.Alias alias = alias(variable);
        ArrayMetadata array = metadata.array(alias.name());
        Statement.check(array, alias);
        Axes axes = Axes.of(array, level != null);
        double[] latitudes =
                coordinates.numbers(Axis.LATITUDE, axes.name(axes.latitude()), axes.length(axes.latitude()));
        double[] longitudes =
                coordinates.numbers(Axis.LONGITUDE, axes.name(axes.longitude()), axes.length(axes.longitude()));
        GridMapping mapping = GridMapping.of(latitudes, longitudes, grid);
        int[][] indices = new int[array.rank()][];
        indices[axes.latitude()] = ZarrArray.all(latitudes.length);
        indices[axes.longitude()] = ZarrArray.all(longitudes.length);
        indices[axes.time()] =
                new int[] {coordinates.timeIndex(axes.name(axes.time()), axes.length(axes.time()), leadHours)};
        if (level != null) {
            indices[axes.level()] =
                    new int[] {coordinates.levelIndex(axes.name(axes.level()), axes.length(axes.level()), level)};
        }
        return new Selection(new ZarrArray(array, reader, caps), alias.factor(), axes, indices, mapping);
    }

    private VariableNames.Alias alias(String variable) {
        return VariableNames.of(variable).stream()
                .filter(name -> metadata.has(name.name()))
                .findFirst()
                .orElseThrow(
                        () -> new FailureException(Code.CONTENT_LAYOUT, "the forecast has no variable " + variable));
    }

    /** Reads selections of one array that differ in the level only. */
    private static List<FieldResult> readTogether(List<Selection> selections) {
        Selection first = selections.getFirst();
        int[][] indices = first.indices().clone();
        int level = first.axes().level();
        if (level >= 0) {
            indices[level] = selections.stream()
                    .mapToInt(selection -> selection.indices()[level][0])
                    .toArray();
        }
        float[] values;
        try {
            values = first.array().readFloats(indices, first.factor());
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
        int[] strides = new int[indices.length];
        for (int d = indices.length - 1, stride = 1; d >= 0; stride *= indices[d--].length) {
            strides[d] = stride;
        }
        List<FieldResult> fields = new ArrayList<>();
        for (int position = 0; position < selections.size(); position++) {
            int from = level < 0 ? 0 : position * strides[level];
            fields.add(new FieldResult.Present(field(first, values, from, strides)));
        }
        return fields;
    }

    /** Moves the values of one level from the order of the array to the target's. */
    private static float[] field(Selection selection, float[] values, int from, int[] strides) {
        int[] rows = selection.mapping().rows();
        int[] columns = selection.mapping().columns();
        int rowStride = strides[selection.axes().latitude()];
        int columnStride = strides[selection.axes().longitude()];
        float[] field = new float[rows.length * columns.length];
        int to = 0;
        for (int row : rows) {
            for (int column : columns) {
                field[to++] = values[from + row * rowStride + column * columnStride];
            }
        }
        return field;
    }

    /** What costs one field becomes a value; whatever else it is goes on to the caller. */
    private static FieldResult.Absent absent(FailureException failure) {
        if (COSTS_ONE_FIELD.contains(failure.code())) {
            return new FieldResult.Absent(failure.code(), failure.failure().message());
        }
        throw failure;
    }
}
