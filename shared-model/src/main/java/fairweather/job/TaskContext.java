package fairweather.job;

import fairweather.failure.Code;
import fairweather.memory.Allowance;
import fairweather.memory.MemoryBudget;
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

    /**
     * The memory the attempt may use: at first what its lane declares. A task that is refused growth ends as
     * {@link TaskResult#withoutMemory} and is tried again later; it must not go on.
     */
    default Allowance memory() {
        return MemoryBudget.UNLIMITED.tryTake(0).orElseThrow();
    }

    /** What the step's policy says about one more failure of it. */
    Uni<RetryDecision> retry(StepKey step, Code code);
}
