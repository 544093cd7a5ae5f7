package fairweather.proof.simulation.store;

import fairweather.orchestrator.fold.Ledger;
import fairweather.orchestrator.fold.ResponseLedger;
import fairweather.orchestrator.fold.RunLedger;
import fairweather.orchestrator.fold.StoredOutcome;
import fairweather.orchestrator.fold.WorkLedger;
import fairweather.outcome.OutcomeKind;
import fairweather.proof.simulation.trace.Violation;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The ledger of one transaction in memory: changes of tables are made at once and can be taken back; what touches the
 * queue is done when it commits, in order. Averages and ranks are left out: they follow from what is here.
 */
final class MemoryLedger implements Ledger {
    private final Store store;
    private final Undo undo = new Undo();
    private final List<Runnable> atCommit = new ArrayList<>();
    private final SortedSet<Integer> changedResponses = new TreeSet<>();
    private final SortedSet<Integer> changedRuns = new TreeSet<>();
    private final MemoryRuns runs;
    private final MemoryResponses responses;
    private final MemoryWork work;

    MemoryLedger(Store store) {
        this.store = store;
        this.runs = new MemoryRuns(store, undo, changedRuns);
        this.responses = new MemoryResponses(store, undo, atCommit, changedResponses);
        this.work = new MemoryWork(store, undo, atCommit);
    }

    @Override
    public RunLedger runs() {
        return runs;
    }

    @Override
    public ResponseLedger responses() {
        return responses;
    }

    @Override
    public WorkLedger work() {
        return work;
    }

    @Override
    public List<StoredOutcome> unfolded() {
        return store.outcomes().next();
    }

    @Override
    public Optional<RuntimeException> attempt(Runnable step) {
        int tables = undo.mark();
        int queue = atCommit.size();
        try {
            step.run();
            return Optional.empty();
        } catch (Violation violation) {
            throw violation;
        } catch (RuntimeException failure) {
            undo.backTo(tables);
            atCommit.subList(queue, atCommit.size()).clear();
            return Optional.of(failure);
        }
    }

    @Override
    public void mark(long outcomeId, Disposition disposition, String reason) {
        store.outcomes().folded(undo, outcomeId);
        atCommit.add(() -> store.observer().folded(disposition));
        if (disposition == Disposition.PARKED) {
            throw new Violation("outcome " + outcomeId + " was parked: " + reason);
        }
    }

    @Override
    public void park(int responseId, String reason) {
        throw new Violation("response " + responseId + " was parked: " + reason);
    }

    @Override
    public void transition(Transition step) {
        String who = step.responseId() == null ? "run " + step.runId() : "response " + step.responseId();
        String detail = step.from() + " → " + step.to() + " (" + step.reason() + ")";
        atCommit.add(() -> {
            store.trace().note("fold", "moves " + who, 0, detail);
            store.observer().moved(step);
        });
    }

    /** The trace has the moves; the rest of the log says nothing that is not there. */
    @Override
    public void log(Long jobId, Integer runId, Integer responseId, Level level, String source, String message) {
        if (level == Level.ERROR) {
            throw new Violation("the fold complains: " + message);
        }
    }

    @Override
    public void tell(OutcomeKind kind, JsonObject data) {
        atCommit.add(() -> store.tell(kind, data));
    }

    @Override
    public void project(int runId) {
        changedRuns.add(runId);
    }

    void commit() {
        atCommit.forEach(Runnable::run);
        store.observer().committed(changedRuns, changedResponses);
    }

    void rollBack() {
        undo.backTo(0);
    }
}
