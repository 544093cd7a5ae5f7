package fairweather.reference.object;

import java.time.Duration;

/**
 * How long hosts are waited for.
 *
 * @param connect until a connection stands
 * @param stall without a single byte, also while the answer's head is awaited
 * @param leastBytesPerSecond on the average of an answer, once it takes longer than two stalls
 * @param attempts in all, the first one included
 * @param backoff before the second attempt, give or take a quarter; doubled before each further one
 * @param longestWait that a host may ask for and is granted within a call
 * @param longestQuiet that a host may ask for and is believed: after that it is asked again
 */
public record HttpPatience(
        Duration connect,
        Duration stall,
        long leastBytesPerSecond,
        int attempts,
        Duration backoff,
        Duration longestWait,
        Duration longestQuiet) {
    public static final HttpPatience DEFAULT = new HttpPatience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            16 << 10,
            5,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofHours(1));

    public HttpPatience withStall(Duration limit) {
        return new HttpPatience(connect, limit, leastBytesPerSecond, attempts, backoff, longestWait, longestQuiet);
    }

    public HttpPatience withAttempts(int count) {
        return new HttpPatience(connect, stall, leastBytesPerSecond, count, backoff, longestWait, longestQuiet);
    }

    /** What an answer of so many bytes may take at most. */
    Duration longest(long bytes) {
        return stall.multipliedBy(2).plusSeconds(bytes / leastBytesPerSecond);
    }
}
