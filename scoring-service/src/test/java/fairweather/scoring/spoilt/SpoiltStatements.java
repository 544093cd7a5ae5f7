package fairweather.scoring.spoilt;

import fairweather.forecast.codec.Zlib;
import java.util.List;
import java.util.Map;

/** Attributes that contradict the name of their array, or cannot be what they say. */
final class SpoiltStatements {
    static final Map<String, Spoil> ALL = Map.ofEntries(
            Map.entry("unit_degc", f -> f.attribute("2t", "units", "degC")),
            Map.entry("unit_hpa", f -> f.attribute("msl", "units", "hPa")),
            Map.entry("unit_metres", f -> f.attribute("z", "units", "m")),
            Map.entry("unit_no_text", f -> f.attribute("2t", "units", 1)),
            Map.entry("unit_with_control_characters", f -> f.attribute("2t", "units", "K\u0000\u001b[31m")),
            Map.entry("unit_of_a_megabyte", f -> f.attribute("2t", "units", "K".repeat(1 << 20))),
            Map.entry("surface_pressure", f -> f.attribute("msl", "standard_name", "surface_air_pressure")),
            Map.entry("grib_number_of_skin_temperature", f -> f.attribute("2t", "GRIB_paramId", 235)),
            Map.entry("grib_name_of_surface_pressure", f -> f.attribute("msl", "GRIB_cfVarName", "sp")),
            Map.entry("grib_name_of_height", f -> f.attribute("z", "GRIB_shortName", "gh")),
            Map.entry("cf_names", SpoiltStatements::conventional),
            Map.entry(
                    "valid_range_excludes_all",
                    f -> f.attribute("2t", "valid_min", 1000).attribute("2t", "valid_max", 1001)),
            Map.entry("scale_factor_zero", f -> f.attribute("2t", "scale_factor", 0)),
            Map.entry(
                    "scale_factor_not_finite",
                    f -> f.attribute("2t", "scale_factor", Double.NaN)
                            .metadata(root -> {})
                            .metadataText(text -> text.replace("\"scale_factor\":\"NaN\"", "\"scale_factor\":NaN"))),
            Map.entry("scale_factor_absurd", f -> f.attribute("2t", "scale_factor", 1e300)),
            Map.entry("add_offset_text", f -> f.attribute("2t", "add_offset", "273.15")),
            Map.entry("add_offset_absurd", f -> f.attribute("2t", "add_offset", -1e20)),
            Map.entry("fill_value_text", f -> f.attribute("2t", "_FillValue", "AAAAAAAA+H8=")),
            Map.entry("missing_value_list", f -> f.attribute("2t", "missing_value", List.of(1, 2))),
            Map.entry("unsigned_by_attribute", f -> f.attribute("2t", "_Unsigned", "true")),
            Map.entry("attribute_of_a_megabyte", f -> f.attribute("2t", "history", "x".repeat(1 << 20))),
            Map.entry(
                    "another_codec_than_said",
                    f -> f.variable("2t", array -> array.withCodec(new Zlib(1)))
                            .member("2t", "compressor", "{\"id\": \"zstd\", \"level\": 1}")));

    private SpoiltStatements() {}

    private static void conventional(SoundForecast forecast) {
        forecast.attribute("2t", "standard_name", "air_temperature")
                .attribute("2t", "GRIB_paramId", 167)
                .attribute("2t", "GRIB_cfVarName", "t2m")
                .attribute("2t", "GRIB_shortName", "2t")
                .attribute("msl", "standard_name", "air_pressure_at_mean_sea_level")
                .attribute("msl", "GRIB_cfName", "unknown")
                .attribute("z", "standard_name", "geopotential")
                .attribute("lat", "standard_name", "latitude")
                .attribute("lon", "standard_name", "longitude")
                .attribute("time", "standard_name", "time")
                .attribute("plev", "standard_name", "air_pressure");
    }
}
