package fairweather.forecast.store;

import fairweather.unit.Units;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names, units and GRIB parameter numbers under which a miner may publish each variable. Units are compared as
 * texts; a missing unit means ours.
 */
public final class VariableNames {
    private static final Set<String> KELVIN = Set.of("K");
    private static final Set<String> PASCAL = Set.of("Pa");
    private static final Set<String> GEOPOTENTIAL = Set.of("m2 s-2", "m**2 s**-2");
    private static final Set<String> RATIO = Set.of("kg kg-1", "kg kg**-1", "1");
    private static final Set<String> HEIGHT = Set.of("m", "gpm");
    private static final int HEIGHT_NUMBER = 156;

    /**
     * One name under which a variable may be found.
     *
     * @param units accepted units; empty if any is
     * @param number GRIB paramId, or null if none is known
     * @param factor from the array's unit to ours
     */
    public record Alias(String name, Set<String> units, Integer number, double factor) {}

    private static final Map<String, List<Alias>> KNOWN = Map.of(
            "2t", names(KELVIN, 167, "2t", "t2m", "2m_temperature", "tmp2m"),
            "10u", names(Units.METRES_PER_SECOND, 165, "10u", "u10", "10m_u_component_of_wind", "ugrd10m"),
            "10v", names(Units.METRES_PER_SECOND, 166, "10v", "v10", "10m_v_component_of_wind", "vgrd10m"),
            "msl", names(PASCAL, 151, "msl", "mean_sea_level_pressure", "air_pressure_at_mean_sea_level", "prmslmsl"),
            "t", names(KELVIN, 130, "t", "temperature", "air_temperature", "tmpprs"),
            "u", names(Units.METRES_PER_SECOND, 131, "u", "u_component_of_wind", "eastward_wind", "ugrdprs"),
            "v", names(Units.METRES_PER_SECOND, 132, "v", "v_component_of_wind", "northward_wind", "vgrdprs"),
            "q", names(RATIO, 133, "q", "specific_humidity", "spfhprs"),
            "z", geopotential());

    private VariableNames() {}

    /** The names in the order in which they are looked for; a variable we do not know has its own name only. */
    public static List<Alias> of(String variable) {
        return KNOWN.getOrDefault(variable, List.of(new Alias(variable, Set.of(), null, 1)));
    }

    /** The variable that is published under a name, and how; empty for a name that we do not know. */
    public static Optional<Map.Entry<String, Alias>> named(String name) {
        return KNOWN.entrySet().stream()
                .flatMap(known -> known.getValue().stream().map(alias -> Map.entry(known.getKey(), alias)))
                .filter(entry -> entry.getValue().name().equals(name))
                .findFirst();
    }

    private static List<Alias> names(Set<String> units, int number, String... names) {
        return List.of(names).stream()
                .map(name -> new Alias(name, units, number, 1))
                .toList();
    }

    private static List<Alias> geopotential() {
        return List.of(
                new Alias("z", GEOPOTENTIAL, 129, 1),
                new Alias("geopotential", GEOPOTENTIAL, 129, 1),
                new Alias("hgtprs", HEIGHT, HEIGHT_NUMBER, Units.STANDARD_GRAVITY));
    }
}
