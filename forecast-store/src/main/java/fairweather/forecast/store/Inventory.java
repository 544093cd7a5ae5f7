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
import java.util.List;
import java.util.Optional;

/**
 * What a store says it holds: of each of the protocol's variables the array, its axes and its chunks, judged from
 * metadata and coordinates as {@link ForecastReader} judges them. No chunk of a field is read.
 */
public final class Inventory {
    private static final int LAST_LEAD = 240;

    private final ZarrMetadata metadata;
    private final ObjectReader reader;
    private final Coordinates coordinates;
    private final Caps caps;

    private Inventory(ZarrMetadata metadata, ObjectReader reader, Instant initTime, Caps caps) {
        this.metadata = metadata;
        this.reader = reader;
        this.coordinates = new Coordinates(metadata, reader, initTime, caps);
        this.caps = caps;
    }

    /** One variable: what there is of it, or the one reason why it cannot be read. */
    public sealed interface Entry {
        /** The canonical name. */
        String variable();

        /**
         * A variable that can be read.
         *
         * @param array under whatever name, with its chunks
         * @param factor from the array's unit to ours
         * @param levels the numbers of the level axis; empty for a surface variable
         * @param leads whole hours from 0 to 240 that the time axis has
         * @param latitudes as stored
         * @param longitudes as stored
         */
        record Held(
                String variable,
                ZarrArray array,
                double factor,
                List<Double> levels,
                List<Integer> leads,
                double[] latitudes,
                double[] longitudes)
                implements Entry {}

        /** A variable that is there and cannot be read. */
        record Faulty(String variable, String array, Code code, String reason) implements Entry {}
    }

    /**
     * The variables that a store has, in the protocol's order; those that it does not have are left out.
     *
     * @param reader gives the coordinates
     * @param initTime T0, from which leads count
     * @throws FailureException for trouble of transport or integrity while a coordinate is read
     */
    public static List<Entry> of(ZarrMetadata metadata, ObjectReader reader, Instant initTime, Caps caps) {
        Inventory inventory = new Inventory(metadata, reader, initTime, caps);
        return VariableNames.canonical().stream()
                .flatMap(variable -> inventory.entry(variable).stream())
                .toList();
    }

    private Optional<Entry> entry(String variable) {
        return VariableNames.of(variable).stream()
                .filter(alias -> metadata.has(alias.name()))
                .findFirst()
                .map(this::judged);
    }

    private Entry judged(VariableNames.Alias alias) {
        try {
            return held(alias);
        } catch (FailureException fault) {
            if (!ForecastReader.costsOneField(fault.code())) {
                throw fault;
            }
            return new Entry.Faulty(
                    alias.variable(),
                    alias.name(),
                    fault.code(),
                    fault.failure().message());
        }
    }

    private Entry held(VariableNames.Alias alias) {
        ArrayMetadata array = metadata.array(alias.name());
        Statement.check(array, alias);
        Axes axes = Axes.of(array, array.rank() > Axes.OF_SURFACE);
        double[] latitudes = numbers(Axis.LATITUDE, axes, axes.latitude());
        double[] longitudes = numbers(Axis.LONGITUDE, axes, axes.longitude());
        List<Double> levels = axes.level() < 0
                ? List.of()
                : Arrays.stream(numbers(Axis.LEVEL, axes, axes.level())).boxed().toList();
        return new Entry.Held(
                alias.variable(),
                new ZarrArray(array, reader, caps),
                alias.factor(),
                levels,
                leads(axes),
                latitudes,
                longitudes);
    }

    private double[] numbers(Axis axis, Axes axes, int dimension) {
        return coordinates.numbers(axis, axes.name(dimension), axes.length(dimension));
    }

    private List<Integer> leads(Axes axes) {
        FailureException why = null;
        List<Integer> leads = new ArrayList<>();
        for (int hours = 0; hours <= LAST_LEAD; hours++) {
            try {
                coordinates.timeIndex(axes.name(axes.time()), axes.length(axes.time()), hours);
                leads.add(hours);
            } catch (FailureException absent) {
                why = absent;
            }
        }
        if (leads.isEmpty()) {
            throw why;
        }
        return leads;
    }
}
