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
     * The fields of several levels of one variable, in the order asked for.
     *
     * @param levels hPa, or a single null for a surface variable
     * @throws FailureException for trouble of transport or integrity
     */
    public List<FieldResult> read(String variable, List<Integer> levels, int leadHours, TargetGrid grid) {
        return read(
                levels.stream()
                        .map(level -> new WantedField(variable, level, leadHours))
                        .toList(),
                grid);
    }

    /**
     * Any fields at once, in the order asked for; each chunk is fetched once.
     *
     * @throws FailureException for trouble of transport or integrity
     */
    public List<FieldResult> read(List<WantedField> wanted, TargetGrid grid) {
        ReadingPlan plan = plan(wanted, grid);
        List<FieldResult> results = new ArrayList<>(plan.absent());
        for (ChunkGroup group : plan.groups()) {
            try {
                group.fields()
                        .forEach(field ->
                                results.set(field, new FieldResult.Present(new float[grid.rows() * grid.columns()])));
                for (PlannedChunk chunk : group) {
                    chunk.deliver(fetch(chunk), (field, row, values) -> {
                        float[] whole = ((FieldResult.Present) results.get(field)).values();
                        System.arraycopy(values, 0, whole, row * values.length, values.length);
                    });
                }
            } catch (FailureException failure) {
                FieldResult.Absent absent = absent(failure);
                group.fields().forEach(field -> results.set(field, absent));
            }
        }
        return results;
    }

    /**
     * How fields are to be read; metadata and coordinates are judged here, no chunk of a field is read.
     *
     * @throws FailureException for trouble of transport or integrity while reading a coordinate
     */
    public ReadingPlan plan(List<WantedField> wanted, TargetGrid grid) {
        Planner planner = new Planner();
        List<FieldResult.Absent> absent = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            WantedField field = wanted.get(i);
            absent.add(null);
            try {
                planner.add(i, locate(field.variable(), field.level(), field.leadHours(), grid));
            } catch (FailureException failure) {
                absent.set(i, absent(failure));
            }
        }
        return new ReadingPlan(absent, planner.groups());
    }

    /** The bytes of a planned chunk, as the reader gives them; throws what it throws. */
    public byte[] fetch(PlannedChunk chunk) {
        return reader.get(chunk.key(), chunk.maxBytes());
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
     * Bytes of memory that reading so many fields of a variable takes at once at most, chunk by chunk, judged from the
     * metadata alone; 0 for what cannot be read. The coordinates are read before and count if they are larger.
     */
    public long memory(String variable, int fields, TargetGrid grid) {
        try {
            Axes axes = axes(variable);
            ArrayMetadata array = axes.array();
            long waiting = axes.chunks(axes.longitude()) == 1
                    ? 1
                    : axes.together(fields) * Math.min(grid.rows(), axes.chunk(axes.latitude()) + 1);
            return Math.max(coordinates(array), chunk(array) + waiting * grid.columns() * Float.BYTES);
        } catch (FailureException unreadable) {
            return 0;
        }
    }

    /** The most fields of a variable, of so many that are wanted, that lie in one chunk; 0 for what cannot be read. */
    public int together(String variable, int fields) {
        try {
            return axes(variable).together(fields);
        } catch (FailureException unreadable) {
            return 0;
        }
    }

    /** True if a chunk of the variable holds several times: leads are then best read together. */
    public boolean sharesTimes(String variable) {
        try {
            Axes axes = axes(variable);
            return axes.chunk(axes.time()) > 1;
        } catch (FailureException unreadable) {
            return false;
        }
    }

    private Axes axes(String variable) {
        ArrayMetadata array = metadata.array(alias(variable).name());
        return Axes.of(array, array.rank() > Axes.OF_SURFACE);
    }

    private long coordinates(ArrayMetadata array) {
        long largest = 0;
        for (int d = 0; d < array.rank(); d++) {
            String name = array.dimensions().get(d);
            if (metadata.has(name)) {
                largest = Math.max(
                        largest,
                        chunk(metadata.array(name))
                                + (long) Double.BYTES * array.shape().get(d));
            }
        }
        return largest;
    }

    private long chunk(ArrayMetadata array) {
        return 2 * caps.encodedChunkOf(array.chunkBytes()) + array.chunkBytes();
    }

    private Located locate(String variable, Integer level, int leadHours, TargetGrid grid) {
        VariableNames.Alias alias = alias(variable);
        ArrayMetadata array = metadata.array(alias.name());
        Statement.check(array, alias);
        Axes axes = Axes.of(array, level != null);
        double[] latitudes =
                coordinates.numbers(Axis.LATITUDE, axes.name(axes.latitude()), axes.length(axes.latitude()));
        double[] longitudes =
                coordinates.numbers(Axis.LONGITUDE, axes.name(axes.longitude()), axes.length(axes.longitude()));
        GridMapping mapping = GridMapping.of(latitudes, longitudes, grid);
        int time = coordinates.timeIndex(axes.name(axes.time()), axes.length(axes.time()), leadHours);
        int at = level == null ? 0 : coordinates.levelIndex(axes.name(axes.level()), axes.length(axes.level()), level);
        return new Located(new ZarrArray(array, reader, caps), alias.factor(), axes, time, at, mapping);
    }

    private VariableNames.Alias alias(String variable) {
        return VariableNames.of(variable).stream()
                .filter(name -> metadata.has(name.name()))
                .findFirst()
                .orElseThrow(
                        () -> new FailureException(Code.CONTENT_LAYOUT, "the forecast has no variable " + variable));
    }

    /** True for the faults of the content, which cost the field that has them and nothing else. */
    public static boolean costsOneField(Code code) {
        return COSTS_ONE_FIELD.contains(code);
    }

    /** What costs one field becomes a value; whatever else it is goes on to the caller. */
    private static FieldResult.Absent absent(FailureException failure) {
        if (costsOneField(failure.code())) {
            return new FieldResult.Absent(failure.code(), failure.failure().message());
        }
        throw failure;
    }
}
