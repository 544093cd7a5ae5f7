package fairweather.scoring.spoilt;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One field of the forecasts that are spoilt.
 *
 * @param level hPa, or null
 */
record Component(String variable, Integer level, int lead) {
    /** In the order in which they are stored. */
    static final List<Component> ALL = Stream.of(24, 48)
            .flatMap(lead -> Stream.of(
                    new Component("2t", null, lead),
                    new Component("msl", null, lead),
                    new Component("z", 500, lead),
                    new Component("z", 850, lead)))
            .toList();

    /** Whether a cell of the table means it: {@code 2t}, {@code z500}, {@code 2t@24}, {@code *@24}, {@code *}. */
    boolean matches(String pattern) {
        String[] parts = pattern.split("@");
        boolean what = parts[0].equals("*") || parts[0].equals(variable) || parts[0].equals(toString());
        return what && (parts.length == 1 || parts[1].equals(String.valueOf(lead)));
    }

    /** For example {@code 2t} or {@code z500}. */
    @Override
    public String toString() {
        return variable + Objects.toString(level, "");
    }
}
