package fairweather.orchestrator.task;

import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import java.time.Duration;
import java.time.Instant;

/**
 * What the query and poll tasks must know of their response; an instant is null if the thing has not happened.
 *
 * @param accepted when the miner accepted
 * @param completed when it was ready
 * @param verifyBegan when its manifest was first asked for
 * @param verifyRetries how often it was asked for again
 * @param due when the job that asks was to be done
 * @param ours the time that our own trouble has cost since
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
        boolean jobIsAnothers,
        String trace) {

    /** Whether the miner has had all the time it may take to become ready. */
    boolean wallPassed() {
        return accepted != null && accepted.plus(config.pollWall()).isBefore(now);
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
