package fairweather.job;

import fairweather.failure.Code;
import fairweather.retry.RetryDecision;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;

/** What a running task has: its job, and the ways to speak before it ends. */
public interface TaskContext {
    Job job();

    /**
     * Writes a report in mid-task in one fenced transaction.
     *
     * @return fails with {@link LeaseLostException} when the lease is lost: the task must stop
     */
    Uni<Void> report(Report report);

    /** What the step's policy says about one more failure of it. */
    Uni<RetryDecision> retry(StepKey step, Code code);
}
