package fairweather.scoring.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.job.LeaseLostException;
import fairweather.job.Report;
import fairweather.job.Task;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import fairweather.retry.RetryDecision;
import fairweather.step.StepKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * A task whose work blocks the thread it is started on. An interrupted thread ends the attempt at once, as trouble of our
 * own: whatever the work found after the interruption says nothing about a miner.
 */
abstract class ScoringTask implements Task {
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Override
    public final Uni<TaskResult> run(TaskContext context) {
        return Uni.createFrom().item(() -> uninterrupted(context));
    }

    private TaskResult uninterrupted(TaskContext context) {
        RuntimeException cause = null;
        TaskResult result = null;
        try {
            result = work(context);
        } catch (LeaseLostException lost) {
            throw lost;
        } catch (RuntimeException failed) {
            cause = failed;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the attempt was interrupted", cause);
        }
        if (cause != null) {
            throw cause;
        }
        return result;
    }

    abstract TaskResult work(TaskContext context);

    /** Writes in mid-task; throws if the lease is lost. */
    static void report(TaskContext context, Report report) {
        context.report(report).await().atMost(LONGEST_WRITE);
    }

    /** Throws if the lease is lost. A database that does not answer says nothing about that, and reading goes on. */
    static void requireLease(TaskContext context) {
        context.report(Report.NOTHING)
                .onFailure(failure -> !(failure instanceof LeaseLostException))
                .recoverWithNull()
                .await()
                .atMost(LONGEST_WRITE);
    }

    static RetryDecision retry(TaskContext context, StepKey step, Code code) {
        return context.retry(step, code).await().atMost(LONGEST_WRITE);
    }

    /** Whether there is no retry of the step after this failure. */
    static boolean spent(TaskContext context, StepKey step, Failure failure) {
        return retry(context, step, failure.code()) instanceof RetryDecision.Exhausted;
    }

    static long millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
    }
}
