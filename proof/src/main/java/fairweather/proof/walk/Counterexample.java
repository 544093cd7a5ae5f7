package fairweather.proof.walk;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A shortest way to where something does not hold, in readable steps.
 *
 * @param violated all that does not hold there
 */
public record Counterexample(Set<Property> violated, List<String> steps) {
    public Counterexample {
        violated = Set.copyOf(violated);
        steps = List.copyOf(steps);
    }

    /** What is violated. */
    public String words() {
        return violated.stream().sorted().map(Property::words).collect(Collectors.joining("; "));
    }

    /** One numbered line for each step, then what is violated. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append("%3d. %s%n".formatted(i + 1, steps.get(i)));
        }
        return text.append("     violated: ").append(words()).append('\n').toString();
    }
}
