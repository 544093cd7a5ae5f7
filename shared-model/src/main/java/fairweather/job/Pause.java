package fairweather.job;

import java.time.Duration;

/**
 * How long to wait before looking again for due work that a look did not get, as when another transaction has locked its
 * row: at first hardly at all, then longer each time.
 */
final class Pause {
    static final Duration SHORTEST = Duration.ofMillis(10);
    static final Duration LONGEST = Duration.ofSeconds(1);

    private Duration next = SHORTEST;

    synchronized Duration next() {
        Duration now = next;
        Duration twice = now.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        return now;
    }

    /** There was something, or nothing was expected. */
    synchronized void end() {
        next = SHORTEST;
    }
}
