package fairweather.scorecard.card;

import java.util.List;
import java.util.Map;

/**
 * A finished scorecard.
 *
 * @param components by variable, level and lead
 * @param leadScores by lead in hours, where the mode has one
 */
public record Card(Mode mode, List<Component> components, Map<Integer, Double> leadScores) {

    public boolean anythingScored() {
        return components.stream().anyMatch(Component::scored);
    }
}
