package fairweather.scoring.spoilt;

import static fairweather.scoring.spoilt.Weather.axis;

import fairweather.forecast.zarr.ZarrVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Coordinates that are not the truth's, or say of themselves that they are something else. */
final class SpoiltAxes {
    static final Map<String, Spoil> ALL = Map.ofEntries(
            Map.entry("duplicate_time", f -> times(f, 24, 24)),
            Map.entry("lead_missing", f -> times(f, 24, 54)),
            Map.entry("a_minute_late", f -> times(f, 24 + 1 / 60.0, 48)),
            Map.entry("times_of_another_cycle", f -> f.attribute("time", "units", "hours since 2018-10-06 12:00:00")),
            Map.entry("times_without_unit", f -> f.attribute("time", "units", "hours")),
            Map.entry("calendar_of_360_days", f -> f.attribute("time", "calendar", "360_day")),
            Map.entry("time_is_the_start", f -> f.attribute("time", "standard_name", "forecast_reference_time")),
            Map.entry("time_not_a_number", f -> times(f, 24, Double.NaN)),
            Map.entry("lead_time_contradicts", SpoiltAxes::contradictingLeads),
            Map.entry("latitude_not_monotonic", f -> latitudes(f, disturbed(axis(90, -5, 37), 80))),
            Map.entry("latitudes_of_another_grid", f -> latitudes(f, axis(90, -4.9, 37))),
            Map.entry("latitudes_rotated", f -> f.attribute("lat", "standard_name", "grid_latitude")),
            Map.entry("two_rows_missing", f -> rows(f, axis(85, -5, 35))),
            Map.entry("row_missing_inside", f -> rows(f, withoutEquator())),
            Map.entry("pole_row_missing", SpoiltAxes::withoutPole),
            Map.entry("longitude_not_monotonic", f -> longitudes(f, disturbed(axis(0, 5, 72), 355))),
            Map.entry("longitudes_twice", f -> longitudes(f, disturbed(axis(0, 5, 72), 10))),
            Map.entry("longitudes_in_radians", f -> longitudes(f, axis(0, Math.toRadians(5), 72))),
            Map.entry("south_first_from_the_date_line", SpoiltAxes::turned),
            Map.entry("level_missing", f -> f.variable("plev", old -> levels(old, 400, 850))),
            Map.entry("level_twice", f -> f.variable("plev", old -> levels(old, 850, 850))),
            Map.entry("levels_said_to_be_pascals", f -> f.attribute("plev", "units", "Pa")),
            Map.entry("levels_in_metres", f -> f.attribute("plev", "units", "m")),
            Map.entry("levels_of_a_model", f -> f.attribute("plev", "standard_name", "atmosphere_hybrid_level")),
            Map.entry("levels_in_pascals", SpoiltAxes::levelsInPascals));

    private SpoiltAxes() {}

    private static void times(SoundForecast forecast, double... hours) {
        forecast.variable(
                "time", old -> ZarrVariable.coordinate("time", hours).withAttribute("units", Weather.TIME_UNITS));
    }

    private static void contradictingLeads(SoundForecast forecast) {
        forecast.variable(
                "lead_time",
                none -> ZarrVariable.floats("lead_time", List.of("time"), List.of(2), 48, 24)
                        .withAttribute("units", "hours"));
    }

    private static void latitudes(SoundForecast forecast, double[] degrees) {
        forecast.variable("lat", old -> ZarrVariable.coordinate("lat", degrees));
    }

    private static void longitudes(SoundForecast forecast, double[] degrees) {
        forecast.variable("lon", old -> ZarrVariable.coordinate("lon", degrees));
    }

    private static double[] disturbed(double[] axis, double value) {
        axis[5] = value;
        return axis;
    }

    private static double[] withoutEquator() {
        return Arrays.stream(axis(90, -5, 37)).filter(degrees -> degrees != 0).toArray();
    }

    /** All arrays have the first so many rows. */
    private static void rows(SoundForecast forecast, double[] degrees) {
        latitudes(forecast, degrees);
        for (String name : List.of("2t", "msl", "z")) {
            forecast.variable(name, old -> Rearranged.firstRows(old, degrees.length));
        }
    }

    private static void withoutPole(SoundForecast forecast) {
        rows(forecast, axis(90, -5, 36));
        forecast.expected("*", field -> {
            System.arraycopy(field, 35 * Weather.COLUMNS, field, 36 * Weather.COLUMNS, Weather.COLUMNS);
            return field;
        });
    }

    private static void turned(SoundForecast forecast) {
        latitudes(forecast, axis(-90, 5, 37));
        longitudes(forecast, axis(-180, 5, 72));
        for (String name : List.of("2t", "msl", "z")) {
            forecast.variable(name, Rearranged::turned);
        }
    }

    private static ZarrVariable levels(ZarrVariable old, long... values) {
        return ZarrVariable.coordinate("plev", values).withAttribute("units", "hPa");
    }

    private static void levelsInPascals(SoundForecast forecast) {
        forecast.variable("plev", old -> levels(old, 50_000, 85_000)).attribute("plev", "units", "Pa");
    }
}
