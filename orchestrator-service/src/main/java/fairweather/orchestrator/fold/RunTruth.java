package fairweather.orchestrator.fold;

import java.util.Map;
import java.util.Set;

/**
 * What is known of the truth of a run's leads.
 *
 * @param ready leads whose truth exists
 * @param gone leads whose truth the run has given up, with the reason
 */
public record RunTruth(Set<Integer> ready, Map<Integer, String> gone) {
    public RunTruth {
        ready = Set.copyOf(ready);
        gone = Map.copyOf(gone);
    }

    boolean decided(int lead) {
        return ready.contains(lead) || gone.containsKey(lead);
    }
}
