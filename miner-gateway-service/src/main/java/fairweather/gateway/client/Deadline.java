package fairweather.gateway.client;

import java.time.Duration;

/** An absolute end of several calls that share one budget, on the monotonic clock. */
public final class Deadline {
    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    public static Deadline in(Duration budget) {
        return new Deadline(System.nanoTime() + budget.toNanos());
    }

    /** What is left of the budget, at least one millisecond so that a late call still fails as a time-out. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(1_000_000L, endNanos - System.nanoTime()));
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
