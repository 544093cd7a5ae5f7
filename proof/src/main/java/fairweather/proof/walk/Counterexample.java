package fairweather.proof.walk;

import java.util.List;

/** A shortest way to where a property does not hold, in readable steps. */
public record Counterexample(Property property, List<String> steps) {
    public Counterexample {
        steps = List.copyOf(steps);
    }

    /** One numbered line for each step, then what is violated. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append("%3d. %s%n".formatted(i + 1, steps.get(i)));
        }
        return text.append("     violated: ")
                .append(property.words())
                .append('\n')
                .toString();
    }
}
