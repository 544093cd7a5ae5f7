package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One field set as GRIB1, NetCDF-3 and Zarr v2: three readers, one answer. */
class ThreeFormatsTest {
    private static final String FOLDER = "ecmwf-tz-1deg-3formats/";
    private static final Object[] HOW = {"--regrid", "--name", "z=Z3,t=T", "--init", "2007-01-01T12"};

    private static List<JsonNode> score(String forecast, String truth) {
        Object[] files = {
            "--forecast", Data.path(forecast),
            "--truth", Data.path(truth),
            "--climatology", Data.path("climatology/NCEP_06_climo.nc")
        };
        Object[] all = new Object[files.length + HOW.length];
        System.arraycopy(files, 0, all, 0, files.length);
        System.arraycopy(HOW, 0, all, files.length, HOW.length);
        return Cli.json(all);
    }

    @Test
    void netcdf_and_zarr_give_the_same_json_whichever_is_the_forecast_and_whichever_the_truth() {
        List<JsonNode> expected = score(FOLDER + "test4.nc", FOLDER + "test4.nc");
        assertThat(expected).hasSize(16);
        assertThat(score(FOLDER + "test_zarr", FOLDER + "test4.nc")).isEqualTo(expected);
        assertThat(score(FOLDER + "test4.nc", FOLDER + "test_zarr")).isEqualTo(expected);
        assertThat(score(FOLDER + "test_zarr", FOLDER + "test_zarr")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test4.nc", "test_zarr"})
    void a_grib_forecast_has_the_same_json_against_either_of_the_two(String truth) {
        assertThat(score(FOLDER + "test4.grib", FOLDER + truth))
                .isEqualTo(score(FOLDER + "test4.grib", FOLDER + "test4.nc"));
        assertThat(score(FOLDER + truth, FOLDER + "test4.grib"))
                .isEqualTo(score(FOLDER + "test4.nc", FOLDER + "test4.grib"));
    }

    @ParameterizedTest
    @CsvSource({"t, 500, 0.000613", "t, 850, 0.000613", "z, 500, 0.380266", "z, 850, 0.380266"})
    void grib_differs_from_netcdf_by_the_netcdfs_packing_alone(String variable, int level, double halfStep) {
        JsonNode element = Cli.element(score(FOLDER + "test4.grib", FOLDER + "test4.nc"), variable, level, 0, "global");
        // Rounding to a step of 2 h is off by h/√3 in the mean square.
        assertThat(element.get("rmse").asDouble()).isCloseTo(halfStep / Math.sqrt(3), within(0.01 * halfStep));
        assertThat(element.get("mae").asDouble()).isLessThan(halfStep);
        JsonNode same = Cli.element(score(FOLDER + "test4.grib", FOLDER + "test4.grib"), variable, level, 0, "global");
        assertThat(same.get("mse").asDouble()).isZero();
    }
}
