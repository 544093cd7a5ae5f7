package fairweather.scoring.task;

import fairweather.failure.Code;
import fairweather.job.Report;
import fairweather.job.Task;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.retry.RetryDecision;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A task whose work blocks the thread it is started on. */
abstract class ScoringTask implements Task {
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Override
    public final Uni<TaskResult> run(TaskContext context) {
        return Uni.createFrom().item(() -> work(context));
    }

    abstract TaskResult work(TaskContext context);

    /** Writes in mid-task; throws if the lease is lost. */
    static void report(TaskContext context, Report report) {
        context.report(report).await().atMost(LONGEST_WRITE);
    }

    static RetryDecision retry(TaskContext context, StepKey step, Code code) {
        return context.retry(step, code).await().atMost(LONGEST_WRITE);
    }

    static long millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
    }
}
