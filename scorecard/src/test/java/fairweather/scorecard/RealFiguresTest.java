package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.data.Slot;
import fairweather.scorecard.location.Location;
import fairweather.scorecard.location.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of real data that were computed elsewhere, in numpy: four significant digits and more. */
class RealFiguresTest {
    @TempDir
    private Path folder;

    private static final String ERA5 = "era5-eda (61x120, 3 deg) RMSE";
    private static final List<String> EDA_STARTS = List.of("2017-01-01T00", "2017-01-01T12", "2017-01-02T00");
    private static final List<String> IFS_STARTS = List.of("2024-06-03T00", "2024-06-03T12", "2024-06-04T00");

    /** {@code persistence_12h…}, over every start whose valid time is there. */
    private static double persistence(String file, List<String> starts, int lead, Object... more) {
        List<JsonNode> found = new ArrayList<>();
        for (String start : starts.subList(0, starts.size() + 1 - lead / 12)) {
            List<Object> arguments = new ArrayList<>(List.of(
                    "--forecast", file, "--truth", file, "--climatology", Data.path("climatology/NCEP_06_climo.nc")));
            arguments.addAll(List.of("--name", "z=Z3,t=T,u=U", "--regrid", "--init", start));
            arguments.addAll(List.of("--persist", "--leads", lead, "--region", "global"));
            arguments.addAll(List.of(more));
            found.addAll(Cli.json(arguments.toArray()));
        }
        return Cli.rmseOf(found);
    }

    private static void isClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(6e-5 + 1e-5 * expected));
    }

    @ParameterizedTest
    @CsvSource({"z, 500, cos", "z, 500, area", "t, 850, cos", "t, 850, area"})
    void persistence_of_era5(String variable, int level, String weights) throws IOException {
        JsonNode expected = Data.scores(ERA5).get(variable + level).get(weights);
        for (int lead = 12; lead <= 36; lead += 12) {
            double rmse = persistence(
                    Data.path("era5-eda-z500-t850-201701/era5-levels-members.grib"),
                    EDA_STARTS,
                    lead,
                    "--variables",
                    variable,
                    "--levels",
                    level,
                    "--weights",
                    weights.equals("cos") ? "cos" : "cell-area",
                    "--members",
                    0,
                    "--truth-member",
                    0);
            isClose(
                    rmse,
                    expected.get("persistence_" + lead + "h_member0_mean_over_starts")
                            .asDouble());
        }
    }

    @ParameterizedTest
    @CsvSource({"z, 500, cos", "z, 500, area", "t, 850, cos", "t, 850, area"})
    void members_of_era5s_ensemble_and_their_mean_in_grib_against_netcdf_4(String variable, int level, String weights)
            throws IOException {
        JsonNode expected = Data.scores(ERA5).get(variable + level).get(weights);
        isClose(
                ensemble(variable, level, weights, "1"),
                expected.get("member1_vs_member0").asDouble());
        isClose(
                ensemble(variable, level, weights, "1,2,3,4,5,6,7,8,9"),
                expected.get("ens_mean_of_1..9_vs_member0").asDouble());
    }

    private static double ensemble(String variable, int level, String weights, String members) {
        String folder = "era5-eda-z500-t850-201701/";
        return Cli.rmseOf(Cli.json(
                "--forecast",
                Data.path(folder + "era5-levels-members.grib"),
                "--truth",
                Data.path(folder + "derived/era5-levels-members.nc"),
                "--climatology",
                Data.path("climatology/NCEP_06_climo.nc"),
                "--name",
                "z=Z3,t=T",
                "--regrid",
                "--init",
                "2017-01-01",
                "--variables",
                variable,
                "--levels",
                level,
                "--weights",
                weights.equals("cos") ? "cos" : "cell-area",
                "--members",
                members,
                "--truth-member",
                0,
                "--region",
                "global"));
    }

    @Test
    void the_ensembles_grib_and_netcdf_4_hold_the_same_values_to_the_bit() {
        String folder = "era5-eda-z500-t850-201701/";
        List<JsonNode> elements = Cli.json(
                "--forecast",
                Data.path(folder + "era5-levels-members.grib"),
                "--truth",
                Data.path(folder + "derived/era5-levels-members.nc"),
                "--climatology",
                Data.path("ecmwf-tz-1deg-3formats/test4.nc"),
                "--regrid",
                "--init",
                "2017-01-01",
                "--members",
                7,
                "--truth-member",
                7);
        assertThat(elements).hasSize(4 * 4 * 4);
        assertThat(elements)
                .allSatisfy(element -> assertThat(element.get("mse").asDouble()).isZero());
    }

    @ParameterizedTest
    @CsvSource({"z, 500", "t, 850", "u, 850"})
    void persistence_of_ecmwfs_analyses(String variable, int level) throws IOException {
        JsonNode expected =
                Data.scores("ecmwf-ifs-10deg-2024 RMSE (native, cos-lat)").get(variable + level);
        String file = Data.path("ecmwf-ifs-10deg-2024/pl_regular_ll.grib");
        for (int lead = 12; lead <= 36; lead += 12) {
            double rmse = persistence(file, IFS_STARTS, lead, "--variables", variable, "--levels", level);
            isClose(rmse, expected.get("persistence_" + lead + "h_of_step0").asDouble());
        }
    }

    @ParameterizedTest
    @CsvSource({"z, 500", "t, 850", "u, 850"})
    void ecmwfs_step_of_six_hours_against_the_analysis_that_it_began_from(String variable, int level)
            throws IOException {
        Dataset data =
                new Location(new Scratch(), Names.KNOWN).open(Data.path("ecmwf-ifs-10deg-2024/pl_regular_ll.grib"));
        List<JsonNode> found = new ArrayList<>();
        for (Slot analysis : withLead(data, variable, level, 0)) {
            Slot forecast = withLead(data, variable, level, 6).stream()
                    .filter(slot -> started(slot).equals(started(analysis)))
                    .findFirst()
                    .orElseThrow();
            Path truth = store(analysis, "truth" + started(analysis).getEpochSecond());
            found.addAll(Cli.json(
                    "--forecast",
                    store(forecast, "step" + started(analysis).getEpochSecond()),
                    "--truth",
                    truth,
                    "--climatology",
                    truth,
                    "--region",
                    "global"));
        }
        assertThat(found).hasSize(4);
        isClose(
                Cli.rmseOf(found),
                Data.scores("ecmwf-ifs-10deg-2024 RMSE (native, cos-lat)")
                        .get(variable + level)
                        .get("step6_vs_step0_same_init")
                        .asDouble());
    }

    private static List<Slot> withLead(Dataset data, String variable, int level, int lead) {
        return data.slots(variable, level)
                .filter(slot -> ((Moment.At) slot.moment()).leadHours() == lead)
                .toList();
    }

    private static Instant started(Slot slot) {
        return ((Moment.At) slot.moment()).start();
    }

    /** The field alone, without its time. */
    private Path store(Slot slot, String name) throws IOException {
        double[] latitudes = slot.axes().latitudes();
        double[] longitudes = slot.axes().longitudes();
        return Stores.write(
                folder.resolve(name),
                ZarrVariable.coordinate("lat", latitudes),
                ZarrVariable.coordinate("lon", longitudes),
                ZarrVariable.floats(
                        slot.series().variable(),
                        List.of("lat", "lon"),
                        List.of(latitudes.length, longitudes.length),
                        slot.read()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cos", "cell-area"})
    void a_field_of_full_size_is_read_from_netcdf_and_from_grib(String weights) {
        String folder = "era5-0p25-global/";
        List<JsonNode> pressure = Cli.json(
                "--forecast",
                Data.path(folder + "era5_msl_2025120100_0.25x0.25.nc"),
                "--truth",
                Data.path(folder + "era5_msl_2025120100_0.25x0.25.nc"),
                "--climatology",
                Data.path("climatology/NCEP_06_climo.nc"),
                "--name",
                "msl=PSL",
                "--regrid",
                "--weights",
                weights);
        JsonNode global = Cli.element(pressure, "msl", null, null, "global");
        assertThat(global.get("n").asLong()).isEqualTo(721 * 1440);
        assertThat(global.get("skill_score").asDouble()).isEqualTo(1);
        assertThat(global.get("sums").get("f_min").asDouble()).isBetween(9e4, 1e5);
        List<JsonNode> temperature = Cli.json(
                "--forecast",
                Data.path(folder + "era5_2t_monthly_202210_0.25.grib"),
                "--truth",
                Data.path(folder + "era5_2t_monthly_202210_0.25.grib"),
                "--climatology",
                Data.path("climatology/NCEP_06_climo.nc"),
                "--name",
                "2t=TREFHT",
                "--regrid",
                "--weights",
                weights);
        assertThat(Cli.element(temperature, "2t", null, null, "nh").get("n").asLong())
                .isEqualTo(280 * 1440);
    }

    @Test
    void a_fine_grid_interpolated_to_every_tenth_point_is_those_points() {
        String folder = "era5-0p25-global/";
        JsonNode global = Cli.element(
                Cli.json(
                        "--forecast",
                        Data.path(folder + "era5_msl_2025120100_0.25x0.25.nc"),
                        "--truth",
                        Data.path(folder + "era5_msl_2025120100_2.5x2.5.nc"),
                        "--climatology",
                        Data.path("climatology/NCEP_06_climo.nc"),
                        "--name",
                        "msl=PSL",
                        "--regrid"),
                "msl",
                null,
                null,
                "global");
        assertThat(global.get("mse").asDouble()).isZero();
        assertThat(global.get("regridded").asBoolean()).isTrue();
    }
}
