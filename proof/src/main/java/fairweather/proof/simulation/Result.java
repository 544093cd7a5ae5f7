package fairweather.proof.simulation;

import fairweather.proof.simulation.process.Mishap;
import fairweather.proof.simulation.world.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What came of a simulation.
 *
 * @param violation what must never be and was, or null
 * @param at the virtual time of the end
 * @param lastLines what happened last
 * @param scores the final overall scores by (day of the run, uid) of the responses that were scored to the end
 */
public record Result(
        Scenario scenario,
        String violation,
        Instant at,
        List<String> lastLines,
        long hash,
        long events,
        Map<Mishap, Long> mishaps,
        int runs,
        int responsesScored,
        int responsesEnded,
        long outcomes,
        long outcomesIgnored,
        long jobsFinished,
        long staleWritesRefused,
        SortedMap<String, Double> scores) {

    public boolean holds() {
        return violation == null;
    }

    /** Everything a reader needs to see what went wrong, and to see it again. */
    public String complaint() {
        return "seed " + scenario.seed() + " at " + at + ": " + violation + "\n  " + String.join("\n  ", lastLines)
                + "\nagain: " + scenario.command();
    }
}
