package fairweather.job.memory;

import fairweather.job.Job;
import fairweather.job.RetryHistory;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

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
        return Uni.createFrom().item(() -> new Used(retries(job, step), job.runId() != null && testMode));
    }

    private int retries(Job job, StepKey step) {
        return queue.steps().stream()
                .filter(row -> Objects.equals(row.runId(), job.runId())
                        && row.minerUid() == job.stepUid()
                        && row.minerHotkey().equals(job.stepHotkey())
                        && row.key().equals(step))
                .mapToInt(StoredStep::retries)
                .findFirst()
                .orElse(0);
    }
}
