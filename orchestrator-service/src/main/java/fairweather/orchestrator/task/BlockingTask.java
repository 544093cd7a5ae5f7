package fairweather.orchestrator.task;

import fairweather.job.Report;
import fairweather.job.Task;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A task written as plain waiting code; its lane starts it on a virtual thread. */
abstract class BlockingTask implements Task {
    /** How soon our own trouble is tried again; it spends nothing. */
    static final Duration OUR_TROUBLE = Duration.ofSeconds(5);

    private static final Duration REPORT_LIMIT = Duration.ofSeconds(30);

    @Override
    public final Uni<TaskResult> run(TaskContext context) {
        return Uni.createFrom().item(() -> perform(context));
    }

    abstract TaskResult perform(TaskContext context);

    static void report(TaskContext context, Report report) {
        context.report(report).await().atMost(REPORT_LIMIT);
    }
}
