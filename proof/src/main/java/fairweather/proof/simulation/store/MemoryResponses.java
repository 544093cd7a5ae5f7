package fairweather.proof.simulation.store;

import fairweather.failure.Code;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.ResponseLedger;
import fairweather.orchestrator.fold.Run;
import fairweather.orchestrator.machine.ResponseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** Responses in memory. */
final class MemoryResponses implements ResponseLedger {
    private final Store store;
    private final Tables tables;
    private final Undo undo;
    private final List<Runnable> atCommit;
    private final SortedSet<Integer> changed;

    MemoryResponses(Store store, Undo undo, List<Runnable> atCommit, SortedSet<Integer> changed) {
        this.store = store;
        this.tables = store.tables();
        this.undo = undo;
        this.atCommit = atCommit;
        this.changed = changed;
    }

    @Override
    public Optional<Integer> runOf(int responseId) {
        return load(responseId).map(Response::runId);
    }

    @Override
    public Optional<Response> load(int responseId) {
        return Optional.ofNullable(tables.responses.get(responseId));
    }

    @Override
    public List<Live> live(int runId) {
        return tables.ofRun(runId).stream()
                .filter(response -> !response.state().status().terminal())
                .map(response -> new Live(response.id(), response.uid(), response.hotkey()))
                .toList();
    }

    @Override
    public OptionalInt add(Run run, int uid, String hotkey, ResponseState seeded) {
        if (tables.ofRun(run.id()).stream().anyMatch(response -> response.uid() == uid)) {
            return OptionalInt.empty();
        }
        int id = tables.responses.isEmpty() ? 1 : tables.responses.lastKey() + 1;
        undo.put(tables.responses, id, new Response(id, run.id(), uid, hotkey, null, seeded));
        List<Integer> longer = new ArrayList<>(tables.responsesOfRun.get(run.id()));
        longer.add(id);
        undo.put(tables.responsesOfRun, run.id(), longer);
        changed.add(id);
        return OptionalInt.of(id);
    }

    @Override
    public void save(Run run, Response before, ResponseState after, Instant at) {
        Response next = new Response(before.id(), before.runId(), before.uid(), before.hotkey(), null, after);
        undo.put(tables.responses, before.id(), next);
        changed.add(before.id());
    }

    @Override
    public void voidScores(Response response) {
        atCommit.add(() -> store.observer().voided(response));
    }

    /** Score rows are not kept here. */
    @Override
    public void restoreScores(Response response, SortedSet<Integer> leads) {
        changed.add(response.id());
    }

    @Override
    public void exchanged(Response response, Long latencyMs) {
        atCommit.add(() -> store.observer().exchanged(response, null));
    }

    @Override
    public void exchangeFailed(Response response, Code code, boolean ofHosting) {
        atCommit.add(() -> store.observer().exchanged(response, code));
    }
}
