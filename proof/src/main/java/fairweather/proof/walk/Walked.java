package fairweather.proof.walk;

import fairweather.orchestrator.machine.EffectKind;
import fairweather.orchestrator.machine.Transition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a walk has found.
 *
 * @param states the different states visited
 * @param transitions the steps between them
 * @param depth the longest of the shortest ways from the beginning
 * @param complete true if there is no further state within the bounds
 * @param rows the rows of the response's table that were taken, with the effects that were seen
 */
public record Walked(
        int states,
        long transitions,
        int depth,
        boolean complete,
        Duration time,
        Map<Transition<?>, Set<EffectKind>> rows,
        Optional<Counterexample> counterexample) {}
