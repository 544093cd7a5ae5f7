package fairweather.orchestrator.fold;

import fairweather.failure.Failure;
import fairweather.job.NewJob;
import fairweather.orchestrator.machine.Stage;
import fairweather.step.StepEvent;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The queue and the step rows, as far as the fold writes them. */
public interface WorkLedger {
    /** Puts jobs into the queue in this order; one whose singleton key is taken is left out. */
    void enqueue(List<NewJob> jobs);

    /** Ends what is unfinished of a response's jobs and takes their leases away. */
    void cancelOfResponse(int responseId, String reason);

    /** Ends what is unfinished of a run's jobs and takes their leases away. */
    void cancelOfRun(int runId, String reason);

    /** Makes the ERA5 jobs of a run that wait for later due now. */
    void wakeEra5(int runId);

    /** The payload of a job, finished or not; empty if there is none. */
    Optional<JsonObject> payload(long jobId);

    /** Writes a step event of a slot of a run. */
    void step(int runId, int uid, String hotkey, StepEvent event);

    /** Ends the open steps of a response; those without an error get this one. */
    void closeSteps(Response response, Failure failure);

    /**
     * Opens the failed steps of a stage and of those after it again as if they had never begun; in ERA5 those of these
     * leads only.
     */
    void reopenSteps(Response response, Stage stage, SortedSet<Integer> leads);

    /** Says whose work the response's unfinished job does again. */
    void redrivenFrom(int responseId, long deadJobId);

    /** Moves the next look of all steps that wait for the truth of a lead. */
    void stepsAwait(int runId, int lead, Instant next);
}
