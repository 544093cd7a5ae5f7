package fairweather.forecast.zarr;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a store answered when it was asked for one object: its bytes, or that there is no such object.
 *
 * @param at when the answer was there; null if the source does not tell
 * @param status 200, or the HTTP status that denied the object
 * @param headers what the miner's own server said with the answer, by lower-case names; sanitised
 * @param bytes of the object; empty if there is none
 */
public record Reading(Instant at, int status, SortedMap<String, String> headers, Optional<byte[]> bytes) {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    public static Reading of(byte[] bytes) {
        return of(null, Map.of(), bytes);
    }

    public static Reading of(Instant at, Map<String, String> headers, byte[] bytes) {
        return new Reading(at, OK, new TreeMap<>(headers), Optional.of(bytes));
    }

    public static Reading missing() {
        return missing(null, NOT_FOUND);
    }

    public static Reading missing(Instant at, int status) {
        return new Reading(at, status, new TreeMap<>(), Optional.empty());
    }
}
