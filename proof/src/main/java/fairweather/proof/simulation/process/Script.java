package fairweather.proof.simulation.process;

import fairweather.job.TaskResult;

/** A task cut into steps: between two of them time passes, and anything may happen to the process. */
public interface Script {
    /** What comes of a step. */
    sealed interface Step {
        /** The next step follows after these ms. */
        record Go(long millis) implements Step {}

        /** The task returns this after these ms. */
        record Return(TaskResult result, long millis) implements Step {}
    }

    Step next(Attempt attempt);
}
