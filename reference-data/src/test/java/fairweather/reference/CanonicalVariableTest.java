package fairweather.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalVariableTest {
    @ParameterizedTest
    @CsvSource({
        "3, 1, 101, 0, msl", // NCEP: pressure reduced to mean sea level
        "3, 0, 101, 0, msl", // ECMWF: pressure, at mean sea level
        "3, 0, 1, 0,", // pressure at the ground
        "3, 0, 100, 50000,",
        "3, 5, 100, 50000, z",
        "0, 0, 103, 2, 2t",
        "0, 0, 103, 80,",
    })
    void a_header_of_grib2_says_which_variable_it_is(
            int category, int parameter, int surface, double value, String key) {
        assertThat(CanonicalVariable.ofGrib2(category, parameter, surface, value)
                        .map(CanonicalVariable::key)
                        .orElse(null))
                .isEqualTo(key);
    }
}
