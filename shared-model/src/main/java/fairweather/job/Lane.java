package fairweather.job;

import fairweather.memory.MemoryNeed;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * How a worker handles one job type.
 *
 * @param slots how many of them may run at once in this process
 * @param executor where the task is started: virtual threads for waiting work, a fixed pool for arithmetic
 * @param hardLimit how long an attempt may take before it is given up
 * @param memory what one attempt needs at most; no job is claimed before it is there
 */
public record Lane(JobType type, Task task, int slots, Executor executor, Duration hardLimit, MemoryNeed memory) {
    /** A lane with the type's own hard limit, whose attempts need nothing worth counting. */
    public Lane(JobType type, Task task, int slots, Executor executor) {
        this(type, task, slots, executor, type.hardLimit());
    }

    /** A lane whose attempts need nothing worth counting. */
    public Lane(JobType type, Task task, int slots, Executor executor, Duration hardLimit) {
        this(type, task, slots, executor, hardLimit, MemoryNeed.NONE);
    }

    public Lane with(MemoryNeed need) {
        return new Lane(type, task, slots, executor, hardLimit, need);
    }

    /** Bytes that one attempt needs at most; 0 if they are not counted. */
    public long bytes() {
        return memory.bytes();
    }
}
