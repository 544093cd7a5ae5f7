package fairweather.forecast.store;

import fairweather.failure.FailureException;
import fairweather.forecast.zarr.ArrayMetadata;
import java.util.Set;

/** The dimensions of a field, by the names that they and their coordinates may have. */
enum Axis {
    TIME("time", Set.of("time", "valid_time", "forecast_time", Axis.LEAD_TIME), Set.of("forecast_period")),
    LEVEL(
            "level",
            Set.of("pressure_level", "plev", "lev", "level", "isobaricInhPa"),
            Set.of("air_pressure", "pressure", "isobaricinhpa")),
    LATITUDE("latitude", Set.of("lat", "latitude"), Set.of()),
    LONGITUDE("longitude", Set.of("lon", "longitude"), Set.of());

    static final String LEAD_TIME = "lead_time";

    private final String word;
    private final Set<String> dimensions;
    private final Set<String> standardNames;

    Axis(String word, Set<String> dimensions, Set<String> standardNames) {
        this.word = word;
        this.dimensions = dimensions;
        this.standardNames = standardNames;
    }

    String word() {
        return word;
    }

    boolean isDimension(String name) {
        return dimensions.contains(name);
    }

    /**
     * A coordinate may not call itself something else: a latitude of a rotated grid, a level of a model.
     *
     * @throws FailureException with {@code CONTENT_VALUES}
     */
    void check(ArrayMetadata coordinate) {
        Statement.checkName(
                coordinate,
                "standard_name",
                name -> name.isEmpty() || dimensions.contains(name) || standardNames.contains(name),
                "a " + word + " coordinate");
    }
}
