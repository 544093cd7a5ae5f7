package fairweather.orchestrator.machine;

import fairweather.failure.Failure;
import java.time.Instant;

/**
 * What the progress board shows of a response: the fine stage, the status within it, and what goes wrong and when it is
 * tried again.
 *
 * @param failure the latest trouble, null after the next success
 * @param nextRetry null when none is planned
 */
public record Progress(String stage, String status, Failure failure, int retriesRemaining, Instant nextRetry) {
    /** Retries shown at the start of every stage. */
    static final int FULL_BUDGET = 3;

    public static final Progress INITIAL = at("init", "initialized");

    static Progress at(String stage, String status) {
        return new Progress(stage, status, null, FULL_BUDGET, null);
    }

    static Progress failed(String stage, Failure trouble) {
        return new Progress(stage, "failed", trouble, 0, null);
    }
}
