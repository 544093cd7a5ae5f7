package fairweather.scoring.diagnosis;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How alike two forecasts of one lead are, component by component.
 *
 * @param components that both have, at least one
 */
public record Likeness(Map<String, Component> components) {
    /**
     * @param distance 0 for equal fields, about 1 for unrelated ones: {@link Resemblance#distance}
     * @param meanSquare the estimated mean square distance, in the square of the variable's unit
     */
    public record Component(double distance, double meanSquare) {
        boolean nearDuplicate() {
            return distance < Resemblance.NEAR_DUPLICATE;
        }
    }

    public Likeness {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /**
     * Whether they are near-duplicates. One field is enough: a copier may change all others. Noise on all of many fields
     * hides none of them alone, but in their mean.
     */
    public boolean kin() {
        return nearDuplicates() > 0
                || components.size() >= Resemblance.MANY_FIELDS && meanDistance() < Resemblance.ALIKE_THROUGHOUT;
    }

    public int nearDuplicates() {
        return Math.toIntExact(
                components.values().stream().filter(Component::nearDuplicate).count());
    }

    /** The nearest so many components, the nearest first. */
    public Map<String, Component> nearest(int most) {
        Map<String, Component> nearest = new LinkedHashMap<>();
        components.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparingDouble(Component::distance)))
                .limit(most)
                .forEach(entry -> nearest.put(entry.getKey(), entry.getValue()));
        return nearest;
    }

    public double leastDistance() {
        return components.values().stream()
                .mapToDouble(Component::distance)
                .min()
                .orElseThrow();
    }

    public double meanDistance() {
        double sum = 0;
        for (Component component : components.values()) {
            sum += component.distance();
        }
        return sum / components.size();
    }
}
