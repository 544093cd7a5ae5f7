package fairweather.forecast.store;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.Quoted;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.forecast.zarr.ZarrMetadata;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The coordinate arrays of a store, each read once, also when it is at fault: what a miner froze stays as it is. Every
 * fault is {@code CONTENT_LAYOUT} unless said otherwise.
 */
final class Coordinates {
    private static final Set<String> HECTOPASCAL = Set.of("hPa", "millibars", "millibar", "mbar", "mb");
    private static final String PASCAL = "Pa";

    private final ZarrMetadata metadata;
    private final ObjectReader reader;
    private final BigInteger start;
    private final Caps caps;
    private final Known<double[]> numbers = new Known<>();
    private final Known<BigInteger[]> leads = new Known<>();

    /** What was read of each array: values, or a fault of its content or integrity. Trouble of transport may pass. */
    private static final class Known<T> {
        private final Map<String, T> values = new HashMap<>();
        private final Map<String, FailureException> faults = new HashMap<>();

        T get(String name, Supplier<T> read) {
            if (faults.containsKey(name)) {
                throw faults.get(name);
            }
            try {
                return values.computeIfAbsent(name, ignored -> read.get());
            } catch (FailureException failure) {
                if (ForecastReader.COSTS_ONE_FIELD.contains(failure.code())
                        || failure.code().integrity()) {
                    faults.put(name, failure);
                }
                throw failure;
            }
        }
    }

    Coordinates(ZarrMetadata metadata, ObjectReader reader, Instant initTime, Caps caps) {
        this.metadata = metadata;
        this.reader = reader;
        this.start = TimeAxis.nanoseconds(initTime);
        this.caps = caps;
    }

    /** The values along a dimension. */
    double[] numbers(Axis axis, String dimension, int length) {
        ZarrArray array = array(dimension, dimension, length);
        axis.check(array.metadata());
        return numbers.get(dimension, () -> array.readDoubles(array.everything()));
    }

    /**
     * Where a level stands, by exact value.
     *
     * @param level hPa
     * @throws FailureException with {@code CONTENT_VALUES} if the axis is neither in hPa nor in Pa
     */
    int levelIndex(String dimension, int length, int level) {
        double[] levels = numbers(Axis.LEVEL, dimension, length);
        JsonNode units = metadata.array(dimension).attributes().get("units");
        double wanted = level;
        if (units != null && units.asText().strip().equals(PASCAL)) {
            wanted = 100.0 * level;
        } else if (units != null && !HECTOPASCAL.contains(units.asText().strip())) {
            throw new FailureException(
                    Code.CONTENT_VALUES,
                    "the levels " + dimension + " are in " + Quoted.of(units.asText()) + ", neither in hPa nor in Pa");
        }
        int index = -1;
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] == wanted) {
                index = onlyOne(index, i, "level");
            }
        }
        return present(index, "level " + level + " hPa");
    }

    /**
     * Where the valid time of a lead stands, exactly. The time coordinate decides; {@code lead_time} must agree with
     * it, and stands in for it where a store has no other.
     */
    int timeIndex(String dimension, int length, int leadHours) {
        boolean hasTime = metadata.has(dimension);
        boolean hasLeads = !dimension.equals(Axis.LEAD_TIME)
                && metadata.has(Axis.LEAD_TIME)
                && metadata.array(Axis.LEAD_TIME).dimensions().equals(List.of(dimension));
        if (!hasTime && !hasLeads) {
            throw new FailureException(Code.CONTENT_LAYOUT, "the forecast has no time coordinate " + dimension);
        }
        BigInteger wanted = TimeAxis.hours(leadHours);
        int index = hasTime ? search(leads(dimension, dimension, length), wanted) : -1;
        if (!hasLeads) {
            return present(index, "lead " + leadHours + " h");
        }
        int byLead = search(leads(Axis.LEAD_TIME, dimension, length), wanted);
        if (hasTime && byLead != index) {
            throw new FailureException(Code.CONTENT_LAYOUT, "the forecast's lead_time contradicts its time coordinate");
        }
        return present(byLead, "lead " + leadHours + " h");
    }

    /** Nanoseconds after T0 of every time. */
    private BigInteger[] leads(String name, String dimension, int length) {
        ZarrArray array = array(name, dimension, length);
        Axis.TIME.check(array.metadata());
        return leads.get(name, () -> {
            if (name.equals(Axis.LEAD_TIME)) {
                return TimeAxis.leads(array);
            }
            BigInteger[] times = TimeAxis.instants(array);
            for (int i = 0; i < times.length; i++) {
                times[i] = times[i] == null ? null : times[i].subtract(start);
            }
            return times;
        });
    }

    private static int search(BigInteger[] leads, BigInteger wanted) {
        int index = -1;
        for (int i = 0; i < leads.length; i++) {
            if (wanted.equals(leads[i])) {
                index = onlyOne(index, i, "time");
            }
        }
        return index;
    }

    private ZarrArray array(String name, String dimension, int length) {
        ArrayMetadata array = metadata.array(name);
        boolean own = array.dimensions().isEmpty()
                ? name.equals(dimension)
                : array.dimensions().equals(List.of(dimension));
        if (!own || !array.shape().equals(List.of(length))) {
            throw new FailureException(
                    Code.CONTENT_LAYOUT, "the coordinate " + name + " does not lie along the dimension it describes");
        }
        return new ZarrArray(array, reader, caps);
    }

    private static int onlyOne(int before, int now, String what) {
        if (before >= 0) {
            throw new FailureException(Code.CONTENT_LAYOUT, "the forecast has a " + what + " twice");
        }
        return now;
    }

    private static int present(int index, String what) {
        if (index < 0) {
            throw new FailureException(Code.CONTENT_LAYOUT, "the forecast has no " + what);
        }
        return index;
    }
}
