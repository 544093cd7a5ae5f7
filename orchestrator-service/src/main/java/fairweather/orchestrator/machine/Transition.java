package fairweather.orchestrator.machine;

import fairweather.response.ResponseStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One legal transition of a response: a row of its table.
 *
 * @param path the statuses passed through, the last one being the new one; empty if the status stays
 * @param effects what may have to be written besides; the action asks for nothing else
 * @param action makes the change in everything but the status, which is the path's
 */
public record Transition<E extends ResponseEvent>(
        Class<E> trigger,
        Set<ResponseStatus> from,
        Guard<E> guard,
        List<ResponseStatus> path,
        List<EffectKind> effects,
        Action<E> action) {

    /** What a transition does: a pure function. */
    @FunctionalInterface
    interface Action<E> {
        Change change(ResponseState state, E event, RunFacts facts, Instant at);
    }

    /** The path of a transition after which the status is what it was. */
    static final List<ResponseStatus> STAYS = List.of();

    public Transition {
        from = Collections.unmodifiableSet(EnumSet.copyOf(from));
        path = List.copyOf(path);
        effects = List.copyOf(effects);
    }

    boolean fits(ResponseState state, ResponseEvent event, RunFacts facts) {
        return from.contains(state.status())
                && trigger.isInstance(event)
                && guard.condition().holds(state, trigger.cast(event), facts);
    }

    Verdict.Applied apply(ResponseState state, ResponseEvent event, RunFacts facts, Instant at) {
        Change change = action.change(state, trigger.cast(event), facts, at);
        ResponseStatus next = path.isEmpty() ? state.status() : path.getLast();
        return new Verdict.Applied(change.state().to(next), path, change.effects());
    }
}
