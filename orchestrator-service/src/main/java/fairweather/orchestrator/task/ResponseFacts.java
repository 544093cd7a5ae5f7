package fairweather.orchestrator.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the query and poll tasks must know of their response; an instant is null if the thing has not happened.
 *
 * @param accepted when the miner accepted
 * @param completed when it was ready
 * @param verifyBegan when its manifest was first asked for
 * @param verifyRetries how often it was asked for again
 * @param due when the job that asks was to be done
 * @param ours the time that our own trouble has cost the job in its phase
 * @param lastRepeat the last instant at which the miner may be asked, or null if its series has no calendar or its
 *     weather was known before
 * @param lastFreeze the last instant at which its forecast may be frozen, or null as before
 * @param jobIsAnothers whether an earlier response of the run has the same miner job
 * @param trace the trace parent of the job that asks, or null
 */
public record ResponseFacts(
        int id,
        int runId,
        ResponseStatus status,
        boolean verified,
        RunConfig config,
        Instant now,
        Instant accepted,
        Instant completed,
        Instant verifyBegan,
        int verifyRetries,
        Instant due,
        Duration ours,
        Instant lastRepeat,
        Instant lastFreeze,
        boolean jobIsAnothers,
        String trace) {

    /**
     * Whether the miner has had all the time it may take to become ready, by when it was to be asked: neither that we
     * came to it late nor what our own trouble cost is the miner's time.
     */
    boolean wallPassed() {
        return accepted != null && due.isAfter(accepted.plus(config.pollWall()).plus(ours));
    }

    /** Whether it is too late to ask the miner honestly. That can only be through us: its own repeats end before. */
    boolean tooLateToAsk() {
        return lastRepeat != null && now.isAfter(lastRepeat);
    }

    /**
     * Why the forecast cannot be frozen any more, since the weather that it forecasts is known by now; empty if it can.
     * It is the miner's fault only if it has put us off for so long.
     */
    Optional<Failure> tooLateToFreeze() {
        if (lastFreeze == null || !now.isAfter(lastFreeze)) {
            return Optional.empty();
        }
        Code code = due.isAfter(lastFreeze.plus(ours)) ? Code.LATE : Code.VALIDATOR_INTERNAL;
        return Optional.of(Failure.of(code, "not frozen by " + lastFreeze + ", its first lead"));
    }

    /**
     * The window to freeze in begins with the first attempt at it and ends by when a retry was to be made: neither that
     * we came to it late nor what our own trouble cost is the miner's time.
     */
    boolean windowClosed() {
        Instant opened = latest(latest(accepted, completed), verifyBegan);
        return verifyRetries > 0
                && opened != null
                && due.isAfter(opened.plus(config.freezeWindow()).plus(ours));
    }

    private static Instant latest(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
