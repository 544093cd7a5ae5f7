package fairweather.scorecard.card;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field that was asked for.
 *
 * @param unit of the field
 * @param measured empty if truth or climatology are missing; without a forecast it holds what truth and climatology tell
 * @param forecastRead whether there was a forecast to measure
 * @param reason why the component is not scored, one sentence; empty if it is
 * @param regridded whether forecast, climatology or reference were interpolated
 */
public record Component(
        Key key,
        Step step,
        String unit,
        Optional<Measured> measured,
        boolean forecastRead,
        Optional<String> reason,
        boolean regridded) {

    public boolean scored() {
        return reason.isEmpty();
    }

    /** The components of each variable, levels ascending. */
    static List<List<Component>> byVariable(List<Component> components) {
        Map<String, List<Component>> byVariable = new LinkedHashMap<>();
        for (Component component : components) {
            byVariable
                    .computeIfAbsent(component.key().variable(), ignored -> new ArrayList<>())
                    .add(component);
        }
        byVariable
                .values()
                .forEach(levels -> levels.sort(Comparator.comparing(
                        component -> component.key().level(), Comparator.nullsFirst(Comparator.naturalOrder()))));
        return List.copyOf(byVariable.values());
    }

    /** hPa; 0 for a field without a level. */
    static double[] pressures(List<Component> levels) {
        return levels.stream()
                .mapToDouble(component ->
                        component.key().level() == null ? 0 : component.key().level())
                .toArray();
    }
}
