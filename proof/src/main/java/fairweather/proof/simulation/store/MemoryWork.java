package fairweather.proof.simulation.store;

import fairweather.failure.Failure;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.WorkLedger;
import fairweather.orchestrator.machine.Stage;
import fairweather.step.StepEvent;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The queue and the step rows in memory, as far as the fold writes them. */
final class MemoryWork implements WorkLedger {
    private final Store store;
    private final Undo undo;
    private final List<Runnable> atCommit;

    MemoryWork(Store store, Undo undo, List<Runnable> atCommit) {
        this.store = store;
        this.undo = undo;
        this.atCommit = atCommit;
    }

    @Override
    public void enqueue(List<NewJob> jobs) {
        atCommit.add(() -> store.enqueue(jobs));
    }

    @Override
    public void cancelOfResponse(int responseId, String reason) {
        atCommit.add(() -> cancel(List.copyOf(store.queue().ofResponse(responseId)), reason));
    }

    @Override
    public void cancelOfRun(int runId, String reason) {
        atCommit.add(() -> cancel(List.copyOf(store.queue().ofRun(runId)), reason));
    }

    private void cancel(List<Long> jobs, String reason) {
        jobs.forEach(job -> store.queue().cancel(job, reason));
    }

    @Override
    public void wakeEra5(int runId) {
        atCommit.add(() -> store.queue().wake(JobType.ERA5, runId));
    }

    @Override
    public Optional<JsonObject> payload(long jobId) {
        return Optional.of(store.queue().entry(jobId).payload());
    }

    @Override
    public void step(int runId, int uid, String hotkey, StepEvent event) {
        store.tables().steps.write(undo, runId, hotkey, event, null, store.now());
    }

    @Override
    public void closeSteps(Response response, Failure failure) {
        store.tables().steps.close(undo, response.runId(), response.hotkey(), failure);
    }

    @Override
    public void reopenSteps(Response response, Stage stage, SortedSet<Integer> leads) {
        store.tables().steps.reopen(undo, response.runId(), response.hotkey(), stage, leads);
    }

    @Override
    public void redrivenFrom(int responseId, long deadJobId) {
        atCommit.add(() -> store.trace().note("fold", "redrives job " + deadJobId, responseId, ""));
    }

    @Override
    public void stepsAwait(int runId, int lead, Instant next) {
        for (Response response : store.tables().ofRun(runId)) {
            store.tables().steps.await(undo, runId, response.hotkey(), lead, next);
        }
    }
}
