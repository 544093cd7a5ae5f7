package fairweather.job;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * How a worker handles one job type.
 *
 * @param slots how many of them may run at once in this process
 * @param executor where the task is started: virtual threads for waiting work, a fixed pool for arithmetic
 * @param hardLimit how long an attempt may take before it is given up
 */
public record Lane(JobType type, Task task, int slots, Executor executor, Duration hardLimit) {
    /** A lane with the type's own hard limit. */
    public Lane(JobType type, Task task, int slots, Executor executor) {
        this(type, task, slots, executor, type.hardLimit());
    }
}
