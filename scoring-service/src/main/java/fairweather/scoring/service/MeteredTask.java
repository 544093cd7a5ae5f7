package fairweather.scoring.service;

import fairweather.job.JobType;
import fairweather.job.Task;
import fairweather.job.TaskContext;
import fairweather.job.TaskResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;

/** Counts and times the attempts of a task by how they end, in {@code fairweather.jobs}. */
final class MeteredTask implements Task {
    private final JobType type;
    private final Task task;
    private final MeterRegistry registry;

    MeteredTask(JobType type, Task task, MeterRegistry registry) {
        this.type = type;
        this.task = task;
        this.registry = registry;
    }

    @Override
    public Uni<TaskResult> run(TaskContext context) {
        Timer.Sample sample = Timer.start(registry);
        return task.run(context)
                .onItemOrFailure()
                .invoke((result, failure) -> sample.stop(Timer.builder("fairweather.jobs")
                        .description("Attempts at jobs")
                        .tag("type", type.word())
                        .tag("end", failure == null ? word(result) : "failed")
                        .register(registry)));
    }

    private static String word(TaskResult result) {
        return switch (result) {
            case TaskResult.Succeeded done -> "succeeded";
            case TaskResult.Failed failed -> "failed";
            case TaskResult.GivenUp failed -> "failed";
            case TaskResult.Deferred waits -> "deferred";
            case TaskResult.Skipped skipped -> "skipped";
            case TaskResult.Cancelled cancelled -> "cancelled";
        };
    }
}
