package fairweather.orchestrator.machine;

import fairweather.run.RunConfig;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What the machine may know about a response's run and slot.
 *
 * @param ready leads whose truth exists
 * @param gone leads whose truth will never be known, with the reason
 */
public record RunFacts(
        int runId,
        int uid,
        String hotkey,
        int responseId,
        RunConfig config,
        Instant initTime,
        Set<Integer> ready,
        Map<Integer, String> gone) {
    public RunFacts {
        ready = Set.copyOf(ready);
        gone = Map.copyOf(gone);
    }
}
