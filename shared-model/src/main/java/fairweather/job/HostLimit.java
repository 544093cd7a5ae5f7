package fairweather.job;

import java.time.Duration;

/**
 * How one host, however many miners it has, is spoken to by all processes together.
 *
 * @param conversations how many jobs that speak to its miners may run at once
 * @param pace the time between two beginnings on average
 * @param burst how many may begin at once after a silence
 */
public record HostLimit(int conversations, Duration pace, int burst) {
    public HostLimit {
        if (conversations < 1 || burst < 1 || pace.isNegative()) {
            throw new IllegalArgumentException("a host must be allowed at least one conversation and one beginning");
        }
    }

    /** How many may begin now if the next is expected to begin in {@code ahead}. */
    public long room(Duration ahead) {
        if (!ahead.isPositive()) {
            return burst;
        }
        long periods = Math.ceilDiv(ahead.toNanos() / 1000, paceMicros());
        return Math.max(0, burst - periods);
    }

    /** How long before the expected time the next may begin. */
    public Duration credit() {
        return pace.multipliedBy(burst - 1L);
    }

    /** The pace in microseconds, the finest time that the store knows. */
    public long paceMicros() {
        return Math.max(1, pace.toNanos() / 1000);
    }
}
