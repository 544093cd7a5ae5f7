package fairweather.job;

import java.util.concurrent.Executor;

/**
 * How a worker handles one job type.
 *
 * @param slots how many of them may run at once in this process
 * @param executor where the task is started: virtual threads for waiting work, a fixed pool for arithmetic
 */
public record Lane(JobType type, Task task, int slots, Executor executor) {}
