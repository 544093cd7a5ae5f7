package fairweather.proof.chaos;

import java.time.Duration;

/**
 * What came of a fault.
 *
 * @param done what was done, in a sentence
 * @param took from the fault, or from the end of its cause, until work went on
 * @param target the longest that may take
 * @param problems what else does not hold; empty if all does
 */
public record Recovery(String done, Duration took, Duration target, java.util.List<String> problems) {
    public Recovery {
        problems = java.util.List.copyOf(problems);
    }

    public boolean inTime() {
        return took.compareTo(target) <= 0;
    }

    public boolean held() {
        return inTime() && problems.isEmpty();
    }
}
