package fairweather.proof.simulation.store;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.job.Job;
import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.orchestrator.machine.Timings;
import fairweather.orchestrator.machine.Verification;
import fairweather.orchestrator.task.ResponseFacts;
import fairweather.orchestrator.task.Subjects;
import fairweather.response.ResponseStatus;
import fairweather.step.StepKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the orchestrator's tasks read, from the tables of a simulation. */
public final class MemorySubjects implements Subjects {
    private final Store store;
    private final int miners;

    public MemorySubjects(Store store, int miners) {
        this.store = store;
        this.miners = miners;
    }

    public static String hotkey(int uid) {
        return "hotkey-" + uid;
    }

    @Override
    public List<Miner> registered(List<Integer> uids) {
        return IntStream.range(0, miners)
                .filter(uid -> uids == null || uids.contains(uid))
                .mapToObj(uid -> new Miner(uid, hotkey(uid)))
                .toList();
    }

    @Override
    public List<Integer> unasked(int runId) {
        return store.tables().ofRun(runId).stream()
                .filter(response -> response.state().status() == ResponseStatus.CREATED)
                .map(Response::uid)
                .toList();
    }

    @Override
    public ResponseFacts response(Job job) {
        Response response = store.tables().responses.get(job.responseId());
        if (response == null
                || response.runId() != job.runId()
                || response.uid() != job.minerUid()
                || !response.hotkey().equals(job.payload().getString("miner_hotkey"))) {
            throw new FailureException(Code.ISOLATION, "the job's run, uid or hotkey is not that of its response");
        }
        Run run = store.tables().runs.get(response.runId());
        Timings timings = response.state().timings();
        Optional<StepRow> verify = store.tables().steps.find(run.id(), response.hotkey(), StepKey.OPEN_STORE);
        Known known = store.queue().entry(job.lease().jobId());
        double ours = known.payload().getDouble("our_seconds", 0.0);
        return new ResponseFacts(
                response.id(),
                run.id(),
                response.state().status(),
                response.state().verification().state() == Verification.State.VERIFIED,
                run.config(),
                store.now(),
                timings.accepted(),
                timings.inferenceCompleted(),
                verify.map(StepRow::startedAt).orElse(null),
                verify.map(StepRow::retries).orElse(0),
                store.queue().dueAt(known.id()),
                Duration.ofMillis(Math.round(ours * 1000)),
                run.byCalendar() ? RunCalendar.lastRepeat(run.config(), run.initTime()) : null,
                run.byCalendar() ? RunCalendar.lastFreeze(run.config(), run.initTime()) : null,
                store.tables().ofRun(run.id()).stream()
                        .anyMatch(other -> other.id() < response.id()
                                && response.state().jobId() != null
                                && response.state().jobId().equals(other.state().jobId())),
                job.traceContext());
    }

    @Override
    public boolean ownedByAnother(ResponseFacts response, String jobId) {
        return store.tables().ofRun(response.runId()).stream()
                .anyMatch(other -> other.id() != response.id()
                        && jobId.equals(other.state().jobId()));
    }
}
