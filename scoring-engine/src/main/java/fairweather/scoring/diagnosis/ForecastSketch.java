package fairweather.scoring.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sketches of all components of one forecast at one lead.
 *
 * @param components name the component and the truth its sketch was made against, in a fixed order, each once
 * @param numbers {@link Sketch#LENGTH} of each, end to end
 */
public record ForecastSketch(List<String> components, float[] numbers) {
    public ForecastSketch {
        components = List.copyOf(components);
        if (numbers.length != components.size() * Sketch.LENGTH) {
            throw new IllegalArgumentException(
                    numbers.length + " numbers are not the sketches of " + components.size() + " components");
        }
    }

    /** @param sketches by component */
    public static ForecastSketch of(Map<String, float[]> sketches) {
        float[] numbers = new float[sketches.size() * Sketch.LENGTH];
        int next = 0;
        for (float[] sketch : sketches.values()) {
            System.arraycopy(sketch, 0, numbers, next, Sketch.LENGTH);
            next += Sketch.LENGTH;
        }
        return new ForecastSketch(new ArrayList<>(sketches.keySet()), numbers);
    }

    /** What the two have in common; empty if they have no component against the same truth. */
    public Optional<Likeness> likeness(ForecastSketch other) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < other.components.size(); i++) {
            places.put(other.components.get(i), i);
        }
        Map<String, Likeness.Component> common = new LinkedHashMap<>();
        for (int i = 0; i < components.size(); i++) {
            Integer place = places.get(components.get(i));
            if (place != null) {
                float[] one = sketch(i);
                float[] two = other.sketch(place);
                common.put(
                        components.get(i),
                        new Likeness.Component(Resemblance.distance(one, two), Resemblance.meanSquare(one, two)));
            }
        }
        return common.isEmpty() ? Optional.empty() : Optional.of(new Likeness(common));
    }

    private float[] sketch(int component) {
        return Arrays.copyOfRange(numbers, component * Sketch.LENGTH, (component + 1) * Sketch.LENGTH);
    }
}
