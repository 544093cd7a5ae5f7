package fairweather.scorecard.data;

import fairweather.unit.Units;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From the unit that a file names to ours: value × factor + offset, in double. Only what a file says counts, never its
 * values.
 */
public record Conversion(double factor, double offset) {
    public static final Conversion NONE = new Conversion(1, 0);

    private static final double ZERO_CELSIUS = 273.15;

    private record Known(Set<String> texts, Conversion conversion) {}

    private static final Map<String, Set<Known>> BY_UNIT = Map.of(
            "K",
            Set.of(
                    new Known(Set.of("K", "kelvin", "Kelvin", "degK", "degrees_kelvin"), NONE),
                    new Known(
                            Set.of("degC", "C", "°C", "celsius", "Celsius", "degrees_celsius", "degree_Celsius"),
                            new Conversion(1, ZERO_CELSIUS))),
            "Pa",
            Set.of(
                    new Known(Set.of("Pa", "pascal", "Pascal"), NONE),
                    new Known(
                            Set.of("hPa", "mb", "mbar", "millibar", "millibars", "hectopascal"),
                            new Conversion(100, 0))),
            "m s-1",
            Set.of(
                    new Known(Units.METRES_PER_SECOND, NONE),
                    new Known(Set.of("m s^-1", "meters/second", "metres/second"), NONE)),
            "kg kg-1",
            Set.of(
                    new Known(Set.of("kg kg-1", "kg kg**-1", "kg kg^-1", "kg/kg", "1"), NONE),
                    new Known(Set.of("g kg-1", "g kg**-1", "g kg^-1", "g/kg"), new Conversion(1e-3, 0))),
            "m2 s-2",
            Set.of(
                    new Known(Set.of("m2 s-2", "m**2 s**-2", "m^2 s^-2", "m2/s2", "m^2/s^2"), NONE),
                    new Known(
                            Set.of("m", "gpm", "meter", "meters", "metre", "metres"),
                            new Conversion(Units.STANDARD_GRAVITY, 0))));

    /** @param ours the SI unit of a canonical variable */
    public static Optional<Conversion> of(String theirs, String ours) {
        return BY_UNIT.getOrDefault(ours, Set.of()).stream()
                .filter(known -> known.texts().contains(theirs.strip()))
                .map(Known::conversion)
                .findFirst();
    }

    public boolean none() {
        return factor == 1 && offset == 0;
    }

    public double apply(double value) {
        return none() ? value : value * factor + offset;
    }
}
