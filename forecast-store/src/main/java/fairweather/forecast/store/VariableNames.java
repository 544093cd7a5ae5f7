package fairweather.forecast.store;

import fairweather.unit.Units;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names under which a miner may publish each variable, and what such an array may say of itself: units, GRIB
 * parameter numbers, standard names of the CF conventions. All are compared as texts; what is not said is ours.
 */
public final class VariableNames {
    private static final Set<String> KELVIN = Set.of("K");
    private static final Set<String> PASCAL = Set.of("Pa");
    private static final Set<String> GEOPOTENTIAL = Set.of("m2 s-2", "m**2 s**-2");
    private static final Set<String> RATIO = Set.of("kg kg-1", "kg kg**-1", "1");
    private static final Set<String> HEIGHT = Set.of("m", "gpm");

    /** What converters write when they do not know. */
    private static final Set<String> NO_NAME = Set.of("", "unknown", "~");

    private static final Map<String, List<Alias>> KNOWN = Stream.of(
                    variable(KELVIN, 167, "air_temperature", "2t", "t2m", "2m_temperature", "tmp2m"),
                    wind(165, "eastward_wind", "10u", "u10", "10m_u_component_of_wind", "ugrd10m"),
                    wind(166, "northward_wind", "10v", "v10", "10m_v_component_of_wind", "vgrd10m"),
                    variable(
                            PASCAL,
                            151,
                            "air_pressure_at_mean_sea_level",
                            "msl",
                            "mean_sea_level_pressure",
                            "air_pressure_at_mean_sea_level",
                            "prmslmsl"),
                    variable(KELVIN, 130, "air_temperature", "t", "temperature", "air_temperature", "tmpprs"),
                    wind(131, "eastward_wind", "u", "u_component_of_wind", "eastward_wind", "ugrdprs"),
                    wind(132, "northward_wind", "v", "v_component_of_wind", "northward_wind", "vgrdprs"),
                    variable(RATIO, 133, "specific_humidity", "q", "specific_humidity", "spfhprs"),
                    geopotential())
            .collect(Collectors.toMap(aliases -> aliases.getFirst().variable(), aliases -> aliases));

    /**
     * One name under which a variable may be found.
     *
     * @param variable canonical name
     * @param units accepted units; empty if any is
     * @param number GRIB paramId, or null if none is known
     * @param words accepted as standard name or short name, in lower case; empty if any is
     * @param factor from the array's unit to ours
     */
    public record Alias(
            String variable, String name, Set<String> units, Integer number, Set<String> words, double factor) {
        boolean hasUnit(String unit) {
            return units.isEmpty() || units.contains(unit);
        }

        boolean isCalled(String word) {
            return words.isEmpty() || words.contains(word) || NO_NAME.contains(word);
        }
    }

    private VariableNames() {}

    /** The names in the order in which they are looked for; a variable we do not know has its own name only. */
    static List<Alias> of(String variable) {
        return KNOWN.getOrDefault(variable, List.of(new Alias(variable, variable, Set.of(), null, Set.of(), 1)));
    }

    /** The canonical names of the protocol's nine variables: the surface first, then what lies on pressure levels. */
    public static List<String> canonical() {
        return List.of("2t", "10u", "10v", "msl", "t", "u", "v", "q", "z");
    }

    /** The variable that is published under a name; empty for a name that we do not know. */
    public static Optional<Alias> named(String name) {
        return KNOWN.values().stream()
                .flatMap(List::stream)
                .filter(alias -> alias.name().equals(name))
                .findFirst();
    }

    private static List<Alias> wind(int number, String standardName, String... names) {
        return variable(Units.METRES_PER_SECOND, number, standardName, names);
    }

    private static List<Alias> variable(Set<String> units, int number, String standardName, String... names) {
        Set<String> words =
                Stream.concat(Stream.of(standardName), Arrays.stream(names)).collect(Collectors.toSet());
        return Arrays.stream(names)
                .map(name -> new Alias(names[0], name, units, number, words, 1))
                .toList();
    }

    private static List<Alias> geopotential() {
        Set<String> heights = Set.of("hgtprs", "gh", "hgt", "geopotential_height");
        Alias height = new Alias("z", "hgtprs", HEIGHT, 156, heights, Units.STANDARD_GRAVITY);
        return Stream.concat(
                        variable(GEOPOTENTIAL, 129, "geopotential", "z", "geopotential").stream(), Stream.of(height))
                .toList();
    }
}
