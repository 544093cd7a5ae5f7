package fairweather.scorecard.array;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a dimension or a coordinate stands for, by its name in any case, its standard name or its unit. */
enum Role {
    LATITUDE(Set.of("lat", "latitude"), Set.of("latitude"), Set.of("degrees_north", "degrees north", "degree_north")),
    LONGITUDE(Set.of("lon", "longitude"), Set.of("longitude"), Set.of("degrees_east", "degrees east", "degree_east")),
    LEVEL(
            Set.of("pressure_level", "plev", "lev", "level", "isobaricinhpa", "isobaricinpa"),
            Set.of("air_pressure"),
            Set.of("hPa", "millibar", "millibars", "mbar", "mb")),
    MEMBER(Set.of("number", "member", "realization", "ensemble", "ens"), Set.of("realization"), Set.of()),
    LEAD(
            Set.of(
                    "lead_time",
                    "leadtime",
                    "lead_hours",
                    "lead_hour",
                    "step",
                    "prediction_timedelta",
                    "lead",
                    "forecast_period",
                    "forecast_hour",
                    "fhour"),
            Set.of("forecast_period"),
            Set.of()),
    TIME(
            Set.of("time", "valid_time", "forecast_time", "init_time", "initial_time", "forecast_reference_time"),
            Set.of("time", "forecast_reference_time"),
            Set.of()),
    MONTH(Set.of("month"), Set.of(), Set.of()),
    DAY(Set.of("dayofyear", "day_of_year"), Set.of(), Set.of()),
    HOUR(Set.of("hour", "hour_of_day"), Set.of(), Set.of()),
    OTHER(Set.of(), Set.of(), Set.of());

    private final Set<String> names;
    private final Set<String> standardNames;
    private final Set<String> units;

    Role(Set<String> names, Set<String> standardNames, Set<String> units) {
        this.names = names;
        this.standardNames = standardNames;
        this.units = units;
    }

    /** @param coordinate the array that describes the dimension, if the file has one */
    static Role of(String dimension, Optional<NamedArray> coordinate) {
        for (Role role : values()) {
            if (role.names.contains(dimension.toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        Optional<String> standardName = coordinate.flatMap(array -> array.text("standard_name"));
        Optional<String> unit = coordinate.flatMap(array -> array.text("units"));
        for (Role role : values()) {
            if (standardName.filter(role.standardNames::contains).isPresent()
                    || unit.filter(text -> role.units.contains(text.strip())).isPresent()) {
                return role;
            }
        }
        return OTHER;
    }
}
