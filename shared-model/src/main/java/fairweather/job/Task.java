package fairweather.job;

import io.smallrye.mutiny.Uni;

/** Handles one job type. A thrown exception or failed Uni is a failed attempt at the type's own step. */
@FunctionalInterface
public interface Task {
    Uni<TaskResult> run(TaskContext context);
}
