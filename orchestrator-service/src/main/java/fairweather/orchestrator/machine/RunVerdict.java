package fairweather.orchestrator.machine;

import fairweather.run.RunStatus;
import java.util.List;

/** What the run's machine says about an event. */
public sealed interface RunVerdict {
    /** @param path the statuses passed through, the last one being the new one; empty if the status stays */
    record Applied(List<RunStatus> path, List<RunEffect> effects) implements RunVerdict {
        public boolean asks(RunEffect effect) {
            return effects.contains(effect);
        }
    }

    /** The event is not legal from the status; nothing changes. */
    record Ignored(String reason) implements RunVerdict {}
}
