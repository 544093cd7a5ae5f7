package fairweather.orchestrator.machine;

import fairweather.run.RunStatus;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One legal transition of a run: a row of its table.
 *
 * @param condition the guard as the documents tell it; empty if there is none
 * @param to where it leads, by way of every status between; null if the status stays
 */
public record RunTransition<E extends RunEvent>(
        Class<E> trigger,
        Set<RunStatus> from,
        String condition,
        Predicate<E> guard,
        RunStatus to,
        List<RunEffect> effects) {
    public RunTransition {
        from = Collections.unmodifiableSet(EnumSet.copyOf(from));
        effects = List.copyOf(effects);
    }

    boolean fits(RunStatus status, RunEvent event) {
        return from.contains(status) && trigger.isInstance(event) && guard.test(trigger.cast(event));
    }
}
