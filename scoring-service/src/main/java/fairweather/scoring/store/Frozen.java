package fairweather.scoring.store;

import java.time.Instant;

/**
 * Something of a response's frozen forecast.
 *
 * @param frozenAt when we had the manifest, or null if that is not known
 */
public record Frozen<T>(int responseId, Instant frozenAt, T what) {}
