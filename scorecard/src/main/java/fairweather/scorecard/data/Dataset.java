package fairweather.scorecard.data;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one forecast, truth or climatology consists of.
 *
 * @param name as it was given on the command line
 * @param remarks by variable, why something of it that is there cannot be used: one sentence
 */
public record Dataset(String name, List<Series> series, Map<String, String> remarks) {

    /** Several files as one. */
    public static Dataset of(String name, List<Dataset> parts) {
        Map<String, String> remarks = new LinkedHashMap<>();
        parts.forEach(part -> part.remarks().forEach(remarks::putIfAbsent));
        return new Dataset(
                name, parts.stream().flatMap(part -> part.series().stream()).toList(), remarks);
    }

    public Set<String> variables() {
        Set<String> variables = new LinkedHashSet<>();
        series.forEach(one -> variables.add(one.variable()));
        return variables;
    }

    /** hPa; null among them for a field without a level. */
    public Set<Integer> levels(String variable) {
        Set<Integer> levels = new LinkedHashSet<>();
        of(variable).forEach(one -> levels.addAll(one.levels()));
        return levels;
    }

    /** All fields of a variable at a level, hPa or null. */
    public Stream<Slot> slots(String variable, Integer level) {
        return of(variable).flatMap(one -> one.at(level));
    }

    private Stream<Series> of(String variable) {
        return series.stream().filter(one -> one.variable().equals(variable));
    }
}
