package fairweather.retry;

import java.time.Duration;

/** What a policy says about a failure: once more after a delay, or no more. */
public sealed interface RetryDecision {
    /** @param retries retries used, this one included; @param remaining as shown to the miner, 0 to 3 */
    record Again(Duration delay, int retries, int remaining) implements RetryDecision {}

    /** The budget is spent or the code allows no repeat. */
    record Exhausted(int retries) implements RetryDecision {}
}
