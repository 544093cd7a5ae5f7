package fairweather.proof.simulation.store;

import fairweather.failure.Failure;
import fairweather.orchestrator.machine.Stage;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import fairweather.step.StepStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The step rows, by run and hotkey. */
public final class Steps {
    private record Owner(int runId, String hotkey) {}

    private final Map<Owner, Map<StepKey, StepRow>> rows = new HashMap<>();

    public Optional<StepRow> find(int runId, String hotkey, StepKey key) {
        return Optional.ofNullable(of(runId, hotkey).get(key));
    }

    /** The rows of a miner, or of the run itself, in the order of their first event. */
    public Map<StepKey, StepRow> of(int runId, String hotkey) {
        return rows.computeIfAbsent(new Owner(runId, hotkey), owner -> new LinkedHashMap<>());
    }

    void write(Undo undo, int runId, String hotkey, StepEvent event, Instant due, Instant now) {
        Map<StepKey, StepRow> table = of(runId, hotkey);
        undo.put(table, event.key(), StepRow.after(table.get(event.key()), event, due, now));
    }

    void close(Undo undo, int runId, String hotkey, Failure why) {
        Map<StepKey, StepRow> table = of(runId, hotkey);
        for (Map.Entry<StepKey, StepRow> row : List.copyOf(table.entrySet())) {
            if (!row.getValue().status().terminal()) {
                undo.put(table, row.getKey(), row.getValue().closed(why));
            }
        }
    }

    /** Opens what failed at the stage and after it; of ERA5 only these leads. Attempts are counted anew. */
    void reopen(Undo undo, int runId, String hotkey, Stage stage, SortedSet<Integer> leads) {
        Map<StepKey, StepRow> table = of(runId, hotkey);
        Set<String> again =
                EnumSet.range(stage, Stage.ERA5).stream().map(Stage::word).collect(Collectors.toSet());
        for (Map.Entry<StepKey, StepRow> row : List.copyOf(table.entrySet())) {
            StepKey key = row.getKey();
            if (!again.contains(key.step())) {
                continue;
            }
            if (key.substep() != null && key.substep().startsWith("attempt")) {
                undo.remove(table, key);
            } else if (row.getValue().status() == StepStatus.FAILED
                    && (!key.step().equals(Stage.ERA5.word()) || leads.contains(key.leadHours()))) {
                undo.put(table, key, StepRow.UNBEGUN);
            }
        }
    }

    void await(Undo undo, int runId, String hotkey, int lead, Instant next) {
        Map<StepKey, StepRow> table = of(runId, hotkey);
        StepKey key = StepKey.era5Score(lead);
        StepRow row = table.get(key);
        if (row != null && row.status() == StepStatus.WAITING_FOR_TRUTH) {
            undo.put(table, key, row.awaiting(next));
        }
    }
}
