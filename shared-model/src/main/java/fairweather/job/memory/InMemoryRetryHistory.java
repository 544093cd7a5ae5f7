package fairweather.job.memory;

import fairweather.job.Job;
import fairweather.job.RetryHistory;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;

/** Reads the retry counts of an in-memory queue's step rows; all its runs are in test mode or none is. */
public final class InMemoryRetryHistory implements RetryHistory {
    private final InMemoryJobQueue queue;
    private final boolean testMode;

    public InMemoryRetryHistory(InMemoryJobQueue queue, boolean testMode) {
        this.queue = queue;
        this.testMode = testMode;
    }

    @Override
    public Uni<Used> used(Job job, StepKey step) {
        if (job.runId() == null) {
            return Uni.createFrom().item(new Used(0, false));
        }
        return Uni.createFrom()
                .item(() -> new Used(queue.retries(job.runId(), job.stepUid(), job.stepHotkey(), step), testMode));
    }
}
