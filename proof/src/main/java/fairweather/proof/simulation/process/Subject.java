package fairweather.proof.simulation.process;

import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.Job;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.proof.simulation.process.Script.Step;
import fairweather.proof.simulation.store.Store;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import java.time.Instant;

/** Whom a scoring job is about. {@code response} is null for a job of a run. */
record Subject(Run run, Response response) {
    private static final long SECONDS_PER_DAY = 86_400;

    /** How long we leave the gateway alone when it is away. */
    static final int GATEWAY_WAIT = 3;

    static Subject of(Attempt attempt) {
        Store store = attempt.store();
        Job job = attempt.job();
        Response response =
                job.responseId() == null ? null : store.tables().responses().get(job.responseId());
        return new Subject(store.tables().runs().get(job.runId()), response);
    }

    /** The day of the run, by which the miners' dice are thrown. */
    long cycle() {
        return run.initTime().getEpochSecond() / SECONDS_PER_DAY;
    }

    /** Waiting through no fault of a miner. */
    static Step waiting(StepKey step, Failure why, Instant next, long millis) {
        StepEvent event = new StepEvent(step, StepStatus.PENDING, why, null, next, false, null, null);
        return new Step.Return(new TaskResult.Deferred(Due.at(next), why.message(), null, Report.of(event)), millis);
    }

    static Step skipped(String why) {
        return new Step.Return(TaskResult.skipped(why), 1);
    }
}
