package fairweather.scoring.store;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.run.RunConfig;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.score.ScoreRules;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * A run as its row says; no task takes its configuration from anywhere else.
 *
 * @param inputSources what the seed found, or null before that
 */
public record Run(int id, Instant initTime, RunConfig config, int scoringVersion, JsonObject inputSources) {
    private static final Duration TEST_WAIT = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    public Instant validTime(int leadHours) {
        return initTime.plus(Duration.ofHours(leadHours));
    }

    /** How long to wait for reference data that are not there. */
    public Duration dataWait() {
        return config.testMode() ? TEST_WAIT : WAIT;
    }

    /** How long to wait before looking again for a truth; short in test mode. */
    public Duration truthWait() {
        Duration check = config.era5Check();
        return config.testMode() && check.compareTo(TEST_WAIT) > 0 ? TEST_WAIT : check;
    }

    /**
     * How long to wait where the data say when it is worth looking again, which costs little then: another process
     * fetches them, or a provider has a job for them.
     *
     * @param usual the wait without that
     * @param askAgain what they say, or null
     */
    public Duration wait(Duration usual, Duration askAgain) {
        return askAgain == null
                ? usual
                : shorter(usual, longer(AT_ONCE, shorter(askAgain, config.testMode() ? TEST_WAIT : SOON)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    public WeightRule weightRule() {
        return Arrays.stream(WeightRule.values())
                .filter(rule -> rule.word().equals(config.weightRule()))
                .findFirst()
                .orElseThrow(() -> new FailureException(
                        Code.VALIDATOR_INTERNAL, "no weight rule is called \"" + config.weightRule() + "\""));
    }

    /** @throws FailureException if the run asks for a version of the scores that this program does not make */
    public void requireOurRules() {
        if (scoringVersion != ScoreRules.VERSION) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL,
                    "the run wants scores of version " + scoringVersion + ", this program makes version "
                            + ScoreRules.VERSION);
        }
    }
}
