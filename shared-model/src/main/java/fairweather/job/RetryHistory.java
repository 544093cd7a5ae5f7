package fairweather.job;

import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;

/** How much of its retry budget a step has used: the budget lives in the step rows and nowhere else. */
public interface RetryHistory {
    /** @param testMode whether the job's run is in test mode */
    record Used(int retries, boolean testMode) {}

    Uni<Used> used(Job job, StepKey step);
}
