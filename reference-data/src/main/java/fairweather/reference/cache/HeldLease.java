package fairweather.reference.cache;

import java.time.Instant;

/**
 * A lease that lies in the cache.
 *
 * @param name of the flight
 * @param process that took it, as it described itself
 * @param alive whether it still counts; another process may take one that does not
 */
public record HeldLease(String name, String process, Instant taken, Instant expires, boolean alive) {}
