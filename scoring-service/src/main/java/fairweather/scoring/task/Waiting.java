package fairweather.scoring.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import java.time.Duration;
import java.time.Instant;

/** Waiting through no fault of a miner: the step goes back to where it was and nothing of its budget is spent. */
final class Waiting {
    /** How long to leave the gateway alone when it has trouble of its own. */
    static final Duration FOR_GATEWAY = Duration.ofSeconds(3);

    private Waiting() {}

    static TaskResult until(Instant next, StepKey step, Failure why) {
        return new TaskResult.Deferred(Due.at(next), why.message(), null, Report.of(step(step, why, next)));
    }

    /** @param next about when the job is due again */
    static TaskResult forMemory(Instant next, StepKey step) {
        Failure why = Failure.of(Code.VALIDATOR_INTERNAL, "there is no memory for it now");
        return TaskResult.withoutMemory(Report.of(step(step, why, next)));
    }

    /** @param next when the step is looked at again */
    static StepEvent step(StepKey step, Failure why, Instant next) {
        return new StepEvent(step, StepStatus.PENDING, why, null, next, false, null, null);
    }
}
