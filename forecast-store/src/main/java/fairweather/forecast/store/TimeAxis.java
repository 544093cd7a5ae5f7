package fairweather.forecast.store;

import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.Packing;
import fairweather.forecast.zarr.ZarrArray;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * The instants (or leads) along a dimension, in nanoseconds and exact; see {@link TimeScale}. Integers are taken as they
 * are; floating numbers are rounded to the millisecond.
 */
final class TimeAxis {
    private TimeAxis() {}

    /**
     * Nanoseconds from 1970 of every time; null where a number is no time.
     *
     * @throws fairweather.failure.FailureException with {@code CONTENT_LAYOUT} if the units or the calendar cannot be
     *     read
     */
    static BigInteger[] instants(ZarrArray array) {
        ArrayMetadata metadata = array.metadata();
        TimeScale.checkCalendar(
                Optional.ofNullable(metadata.attributes().get("calendar")).map(calendar -> calendar.asText()));
        if (!metadata.attributes().has("units")
                && metadata.type().bytes() == Long.BYTES
                && !metadata.type().floating()) {
            return numbers(array, TimeScale.NANOSECONDS);
        }
        return numbers(array, TimeScale.since(metadata.text("units").orElse("")));
    }

    /** Nanoseconds after the start of every lead; without units the numbers are hours. */
    static BigInteger[] leads(ZarrArray array) {
        return numbers(array, TimeScale.of(array.metadata().text("units").orElse("hours")));
    }

    static BigInteger nanoseconds(Instant instant) {
        return TimeScale.nanoseconds(instant);
    }

    static BigInteger hours(int hours) {
        return TimeScale.of("hours").of((long) hours);
    }

    private static BigInteger[] numbers(ZarrArray array, TimeScale scale) {
        if (!array.metadata().type().floating() && array.metadata().packing().equals(Packing.NONE)) {
            long[] stored = array.readLongs(array.everything());
            BigInteger[] times = new BigInteger[stored.length];
            for (int i = 0; i < stored.length; i++) {
                times[i] = scale.of(stored[i]);
            }
            return times;
        }
        double[] values = array.readDoubles(array.everything());
        BigInteger[] times = new BigInteger[values.length];
        for (int i = 0; i < values.length; i++) {
            times[i] = scale.of(values[i]).orElse(null);
        }
        return times;
    }
}
