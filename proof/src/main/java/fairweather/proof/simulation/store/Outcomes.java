package fairweather.proof.simulation.store;

import fairweather.job.JobType;
import fairweather.orchestrator.fold.StoredOutcome;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The outcomes that are not folded yet, in the order of writing. */
public final class Outcomes {
    private static final int BATCH = 200;

    private final TreeMap<Long, StoredOutcome> unfolded = new TreeMap<>();
    private final Map<Integer, Integer> ofResponse = new HashMap<>();
    private long written;

    StoredOutcome add(
            OutcomeKind kind,
            Integer runId,
            Integer responseId,
            Long jobId,
            JobType type,
            JsonObject data,
            String actor,
            Instant at) {
        StoredOutcome outcome = new StoredOutcome(
                ++written, kind, runId, responseId, jobId, type == null ? null : type.word(), data, actor, null, at);
        put(outcome);
        return outcome;
    }

    private void put(StoredOutcome outcome) {
        unfolded.put(outcome.id(), outcome);
        if (outcome.responseId() != null) {
            ofResponse.merge(outcome.responseId(), 1, Integer::sum);
        }
    }

    List<StoredOutcome> next() {
        return unfolded.values().stream().limit(BATCH).toList();
    }

    void folded(Undo undo, long id) {
        StoredOutcome outcome = remove(id);
        undo.add(() -> put(outcome));
    }

    private StoredOutcome remove(long id) {
        StoredOutcome outcome = unfolded.remove(id);
        if (outcome.responseId() != null) {
            ofResponse.merge(outcome.responseId(), -1, Integer::sum);
        }
        return outcome;
    }

    /** The oldest one is lost; only a sabotaged fold does that. */
    public void forget() {
        remove(unfolded.firstKey());
    }

    public boolean isEmpty() {
        return unfolded.isEmpty();
    }

    public int size() {
        return unfolded.size();
    }

    /** Whether the fold has yet to hear something of the response. */
    public boolean pending(int responseId) {
        return ofResponse.getOrDefault(responseId, 0) > 0;
    }

    public long written() {
        return written;
    }
}
