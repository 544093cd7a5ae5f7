package fairweather.retry;

import fairweather.failure.Code;
import java.time.Duration;
import java.util.List;

/**
 * How often and after which delays a step is repeated.
 *
 * @param backoff how the delay grows with the number n of the retry, counted from 1
 * @param base the first delay, or with TABLE unused
 * @param table the delays themselves, for TABLE
 * @param cap no delay is longer
 * @param floor no delay is shorter, outside test mode
 * @param maxRetries how many retries there are
 */
public record RetryPolicy(
        Backoff backoff, Duration base, List<Duration> table, Duration cap, Duration floor, int maxRetries) {

    /** In test mode every delay starts here and has no floor. */
    public static final Duration TEST_BASE = Duration.ofSeconds(5);

    /** The shapes of a delay: base, base x n, base x 2^(n-1), or the n-th entry of a table. */
    public enum Backoff {
        NONE,
        LINEAR,
        EXPONENTIAL,
        TABLE
    }

    public RetryPolicy {
        table = List.copyOf(table);
    }

    static RetryPolicy none(Duration base, int max) {
        return new RetryPolicy(Backoff.NONE, base, List.of(), base, Duration.ZERO, max);
    }

    static RetryPolicy exponential(Duration base, Duration cap, int max) {
        return new RetryPolicy(Backoff.EXPONENTIAL, base, List.of(), cap, Duration.ZERO, max);
    }

    static RetryPolicy linear(Duration base, Duration cap, int max) {
        return new RetryPolicy(Backoff.LINEAR, base, List.of(), cap, Duration.ZERO, max);
    }

    static RetryPolicy table(Duration... delays) {
        List<Duration> table = List.of(delays);
        return new RetryPolicy(Backoff.TABLE, table.getFirst(), table, table.getLast(), Duration.ZERO, table.size());
    }

    RetryPolicy withFloor(Duration least) {
        return new RetryPolicy(backoff, base, table, cap, least, maxRetries);
    }

    /** The delay before retry {@code n} (from 1), without jitter. A table shrinks to the test base in test mode. */
    public Duration delay(int n, boolean testMode) {
        Duration first = testMode ? TEST_BASE : base;
        Duration raw = switch (backoff) {
            case NONE -> first;
            case LINEAR -> first.multipliedBy(n);
            case EXPONENTIAL -> first.multipliedBy(1L << Math.min(n - 1, 30));
            case TABLE -> testMode ? TEST_BASE : table.get(Math.min(n, table.size()) - 1);
        };
        Duration capped = raw.compareTo(cap) > 0 ? cap : raw;
        Duration least = testMode ? Duration.ZERO : floor;
        return capped.compareTo(least) < 0 ? least : capped;
    }

    /** The time that all retries take together at most, jitter included. */
    public Duration longest(boolean testMode) {
        Duration sum = Duration.ZERO;
        for (int n = 1; n <= maxRetries; n++) {
            sum = sum.plus(delay(n, testMode));
        }
        return sum.plus(sum.dividedBy(10));
    }

    /**
     * Decides about one more failure.
     *
     * @param used retries already used
     * @param jitterKey spreads the delay by up to 10 % either way, the same for the same key
     */
    public RetryDecision decide(Code code, int used, boolean testMode, long jitterKey) {
        int allowed = switch (code.repeat()) {
            case NEVER -> 0;
            case ONCE -> Math.min(1, maxRetries);
            case TWICE -> Math.min(2, maxRetries);
            case BY_POLICY -> maxRetries;
        };
        if (used >= allowed) {
            return new RetryDecision.Exhausted(used);
        }
        int n = used + 1;
        long millis = delay(n, testMode).toMillis();
        long jittered = millis + Math.floorDiv(millis * (spread(jitterKey, n) - 1000), 10_000);
        long least = testMode ? 0 : floor.toMillis();
        return new RetryDecision.Again(Duration.ofMillis(Math.max(least, jittered)), n, Math.clamp(allowed - n, 0, 3));
    }

    /** A number from 0 to 2000 that looks random in its arguments. */
    private static long spread(long key, int n) {
        long z = key * 0x9E3779B97F4A7C15L + n * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 30)) * 0x94D049BB133111EBL;
        return Math.floorMod(z ^ (z >>> 31), 2001L);
    }
}
