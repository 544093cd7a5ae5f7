package fairweather.forecast.store;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ArrayMetadata;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an array may say of itself. */
class StatementTest {
    @ParameterizedTest(name = "{0} may have the {1} {2}")
    @CsvSource({
        "2t, standard_name, air_temperature",
        "2t, standard_name, Air_Temperature",
        "2t, standard_name, t2m",
        "2t, GRIB_cfVarName, t2m",
        "2t, GRIB_shortName, 2t",
        "2t, GRIB_cfName, unknown",
        "2t, GRIB_paramId, 167",
        "10u, standard_name, eastward_wind",
        "10v, GRIB_cfVarName, v10",
        "msl, standard_name, air_pressure_at_mean_sea_level",
        "msl, standard_name, msl",
        "t, standard_name, air_temperature",
        "u, GRIB_shortName, u",
        "v, standard_name, northward_wind",
        "q, standard_name, specific_humidity",
        "z, standard_name, geopotential",
        "z, GRIB_shortName, z",
        "hgtprs, standard_name, geopotential_height",
        "hgtprs, GRIB_shortName, gh"
    })
    void what_its_name_makes_it(String name, String attribute, String value) {
        assertThatCode(() -> check(name, attribute, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} may not have the {1} {2}")
    @CsvSource({
        "2t, standard_name, surface_temperature",
        "2t, standard_name, air_temperature standard_error",
        "2t, GRIB_cfVarName, d2m",
        "2t, GRIB_paramId, 130",
        "2t, paramId, 168",
        "10u, standard_name, northward_wind",
        "10v, GRIB_shortName, 100v",
        "msl, standard_name, surface_air_pressure",
        "msl, GRIB_cfVarName, sp",
        "t, GRIB_shortName, pt",
        "q, standard_name, relative_humidity",
        "z, standard_name, geopotential_height",
        "hgtprs, standard_name, geopotential"
    })
    void nothing_else(String name, String attribute, String value) {
        assertThat(codeOf(() -> check(name, attribute, value))).isEqualTo(Code.CONTENT_VALUES);
    }

    @Test
    void the_sentence_names_array_attribute_and_value() {
        assertThatThrownBy(() -> check("msl", "GRIB_cfVarName", "sp"))
                .hasMessage("CONTENT_VALUES: the array msl has the GRIB_cfVarName \"sp\", which msl does not have");
    }

    @Test
    void a_variable_that_nobody_knows_may_say_anything() {
        assertThatCode(() -> check("soil", "standard_name", "soil_temperature")).doesNotThrowAnyException();
        assertThatCode(() -> check("soil", "units", "furlongs")).doesNotThrowAnyException();
    }

    private static void check(String name, String attribute, String value) {
        String variable = name.equals("hgtprs") ? "z" : name;
        VariableNames.Alias alias = VariableNames.of(variable).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Statement.check(array(name, attribute, value), alias);
    }

    private static ArrayMetadata array(String name, String attribute, String value) {
        Object said = value.matches("\\d+") ? (Object) Integer.valueOf(value) : value;
        Map<ObjectKey, byte[]> store = ZarrWriter.write(
                Map.of(),
                List.of(ZarrVariable.floats(name, List.of("time"), List.of(1), 0)
                        .withAttribute(attribute, said)));
        return ZarrMetadata.parse(store.get(ObjectKey.CONSOLIDATED_METADATA), Caps.DEFAULT)
                .array(name);
    }
}
