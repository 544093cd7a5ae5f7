package fairweather.retry;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import fairweather.step.StepKey;

/** The one table of retry budgets: which step is repeated how often and after how long. */
public final class RetryPolicies {
    private static final RetryPolicy COORDINATION = RetryPolicy.none(ofSeconds(60), 10);
    private static final RetryPolicy DOWNLOAD = RetryPolicy.exponential(ofSeconds(300), ofMinutes(60), 6);
    private static final RetryPolicy QUERY = RetryPolicy.table(ofSeconds(60), ofSeconds(300), ofSeconds(900));
    /** Polls are counted by the poll job itself; a policy applies only to what is no answer of a miner. */
    private static final RetryPolicy POLL = RetryPolicy.none(ofSeconds(300), 20);

    private static final RetryPolicy VERIFY = RetryPolicy.exponential(ofSeconds(120), ofMinutes(30), 5);
    private static final RetryPolicy DAY1_INPUTS = RetryPolicy.exponential(ofSeconds(600), ofMinutes(120), 5);
    private static final RetryPolicy DAY1_SCORE = RetryPolicy.linear(ofSeconds(900), ofMinutes(120), 3);
    private static final RetryPolicy ERA5_LEAD =
            RetryPolicy.exponential(ofSeconds(1800), ofMinutes(180), 3).withFloor(ofMinutes(30));
    private static final RetryPolicy AGGREGATE = RetryPolicy.none(ofSeconds(60), 3);

    private RetryPolicies() {}

    public static RetryPolicy of(StepKey key) {
        return switch (key.step()) {
            case "seed" -> key.equals(StepKey.DOWNLOAD_GFS) ? DOWNLOAD : COORDINATION;
            case "query" -> key.equals(StepKey.QUERY) ? QUERY : COORDINATION;
            case "poll" -> POLL;
            case "verify" -> VERIFY;
            case "day1" -> key.equals(StepKey.LOAD_INPUTS) ? DAY1_INPUTS : DAY1_SCORE;
            case "era5" -> StepKey.LOAD_TRUTH.substep().equals(key.substep()) ? DOWNLOAD : ERA5_LEAD;
            case "aggregate" -> AGGREGATE;
            default -> throw new IllegalArgumentException("no retry policy for step " + key);
        };
    }
}
