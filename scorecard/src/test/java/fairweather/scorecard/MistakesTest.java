package fairweather.scorecard;

import static fairweather.scorecard.Stores.field;
import static fairweather.scorecard.Stores.kelvin;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.zarr.ZarrVariable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong is told in one sentence that names it; no trace of the program's insides. */
class MistakesTest {
    @TempDir
    private Path folder;

    private Path forecast;
    private Path truth;
    private Path usual;

    @BeforeEach
    void write() throws IOException {
        forecast = Stores.temperature(folder.resolve("forecast"), 5);
        truth = Stores.temperature(folder.resolve("truth"), 4);
        usual = Stores.temperature(folder.resolve("usual"), 0);
    }

    private Cli.Answer score(Object... more) {
        List<Object> all = new ArrayList<>(List.of("--forecast", forecast, "--truth", truth, "--climatology", usual));
        all.addAll(List.of(more));
        return Cli.run(all.toArray());
    }

    private void fails(int code, String sentence, Object... more) {
        Cli.Answer answer = score(more);
        assertThat(answer.err()).isEqualTo("fairweather score: " + sentence + "\n");
        assertThat(answer.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--weights | sin | --weights is cos or cell-area, not 'sin'",
                "--region | mars | there is no region 'mars'; there are nh, tropics, sh, global and all",
                "--minimum-coverage | 2 | --minimum-coverage is a share from 0 to 1, not 2.0",
                "--leads | -6 | a lead is not negative",
                "--levels | 0 | a level is a pressure in hPa above 0",
                "--image | card.gif | --image ends with .png or .svg, not 'card.gif'",
                "--init | tomorrow | Invalid value for option '--init': 'tomorrow' is no time in UTC like 2018-10-07T00:00Z",
                "--init | 2021-06-31 | Invalid value for option '--init': '2021-06-31' is no time in UTC like 2018-10-07T00:00Z",
                "--init | 2021-06-01T00+02:00 | Invalid value for option '--init': '2021-06-01T00+02:00' is no time in UTC like 2018-10-07T00:00Z",
            })
    void an_option_that_cannot_be_is_bad_usage(String option, String value, String sentence) {
        fails(2, sentence, option, value);
    }

    @Test
    void an_unknown_option_is_answered_with_those_that_resemble_it() {
        Cli.Answer answer = score("--lead", "6");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualTo("fairweather score: Unknown options: '--lead', '6'; did you mean --levels or --leads?\n");
    }

    @Test
    void missing_and_unknown_options_are_bad_usage() {
        Cli.Answer missing = Cli.run("--forecast", forecast);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("--truth").contains("--climatology").doesNotContain("\tat ");
        fails(2, "Unknown option: '--fast'", "--fast");
        fails(2, "--persist needs --leads", "--persist");
        assertThat(score("--mode", "fair").code()).isEqualTo(2);
        assertThat(score("--format", "xml").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://bucket/a.zarr | s3://bucket/a.zarr: of addresses, only those of http, https and file:/// are read",
                "' ' | an empty text names no file and no address",
                "file:///a b.nc | file:///a b.nc: it cannot be read",
            })
    void a_place_that_cannot_be_read_from_is_named(String place, String sentence) {
        Cli.Answer answer = Cli.run("--forecast", place, "--truth", truth, "--climatology", usual);
        assertThat(answer.err()).isEqualTo("fairweather score: " + sentence + "\n");
        assertThat(answer.code()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_not_there_or_holds_something_else_is_named() throws IOException {
        forecast = folder.resolve("nowhere.nc");
        fails(1, forecast + ": there is no such file or directory");
        forecast = Files.writeString(folder.resolve("page.grib"), "<!DOCTYPE html><html><title>503</title></html>");
        fails(1, forecast + ": this is an HTML page, no NetCDF or GRIB file");
        forecast = Files.writeString(folder.resolve("notes.txt"), "temperatures");
        fails(1, forecast + ": this is no NetCDF or GRIB file");
        forecast = Files.write(folder.resolve("empty.nc"), new byte[0]);
        fails(1, forecast + ": the file is empty");
        forecast = Files.writeString(folder.resolve("cdf5.nc"), "CDF\u0005....");
        fails(1, forecast + ": this is NetCDF of the 64-bit data format (CDF-5), which is not read");
    }

    @Test
    void a_damaged_file_is_named() throws IOException {
        forecast = Files.writeString(folder.resolve("cut.nc"), "CDF\u0001\0\0\0\u0001\0\0");
        fails(1, forecast + ": this NetCDF file is damaged");
        byte[] grib = Files.readAllBytes(Path.of(Data.path("ecmwf-tz-1deg-3formats/test4.grib")));
        forecast = Files.write(folder.resolve("cut.grib"), Arrays.copyOf(grib, grib.length - 1000));
        fails(1, forecast + ": truncated: a message says it has 130428 bytes, the file has 129428 left");
        grib[7] = 3;
        forecast = Files.write(folder.resolve("edition.grib"), grib);
        fails(1, forecast + ": GRIB edition 3 is not supported, only editions 1 and 2");
    }

    @Test
    void a_folder_without_data_is_named_with_what_it_holds() throws IOException {
        forecast = Files.createDirectory(folder.resolve("notes"));
        Files.writeString(forecast.resolve("README"), "nothing here");
        fails(1, forecast + ": the directory is no Zarr store and holds no NetCDF or GRIB file, only README");
    }

    @Test
    void a_store_that_cannot_be_read_is_named() throws IOException {
        Files.writeString(forecast.resolve(".zmetadata"), "{");
        fails(1, forecast + ": .zmetadata is not strict JSON");
        forecast = Files.createDirectory(folder.resolve("third"));
        Files.writeString(forecast.resolve("zarr.json"), "{}");
        fails(1, forecast + ": this is a Zarr v3 store; only Zarr v2 is read");
    }

    @Test
    void a_time_series_needs_a_start() throws IOException {
        forecast = Stores.write(
                folder.resolve("series"),
                ZarrVariable.coordinate("time", 0L, 6L).withAttribute("units", "hours since 2020-01-01"),
                ZarrVariable.floats("2t", List.of("time", "lat", "lon"), List.of(2, 5, 8), new float[80]));
        fails(
                1,
                forecast
                        + ": it holds 2 times (2020-01-01T00:00:00Z to 2020-01-01T06:00:00Z) and no leads; give --init,"
                        + " from which leads are counted");
        fails(
                1,
                forecast + ": it holds nothing that began at or is valid after 2021-01-01T00:00:00Z",
                "--init",
                "2021-01-01");
    }

    @Test
    void a_time_that_cannot_be_read_is_no_time_at_all_only_for_a_climatology() throws IOException {
        usual = Stores.write(
                folder.resolve("noleap"),
                ZarrVariable.coordinate("time", 0L)
                        .withAttribute("units", "days since 2020-01-01")
                        .withAttribute("calendar", "noleap"),
                ZarrVariable.floats("2t", List.of("time", "lat", "lon"), List.of(1, 5, 8), field((a, o) -> 280)));
        assertThat(score().code()).isZero();
        String why = "has no 2t: its time, \"days since 2020-01-01\" in the calendar noleap, cannot be read";
        truth = usual;
        fails(1, "nothing could be scored: the truth " + why);
        truth = forecast;
        forecast = usual;
        fails(1, "nothing could be scored: the forecast " + why);
        fails(1, "nothing could be scored: the forecast " + why, "--init", "2020-01-01");
    }

    @Test
    void an_axis_that_cannot_be_is_told_and_regridding_is_not_advised_twice() throws IOException {
        forecast = Stores.write(
                folder.resolve("twice"),
                ZarrVariable.coordinate("lat", 90.0, 45.0, 45.0, -45.0, -90.0),
                Stores.timeless("2t", field((a, o) -> 280)));
        String why =
                "nothing could be scored: the forecast is on another grid (5 x 8) than the truth (5 x 8): a latitude"
                        + " is there twice";
        fails(1, why + "; --regrid interpolates");
        fails(1, why, "--regrid");
    }

    @Test
    void leads_without_a_start_need_one() throws IOException {
        forecast = Stores.write(
                folder.resolve("leads"),
                ZarrVariable.coordinate("step", 0L, 6L).withAttribute("units", "hours"),
                ZarrVariable.floats("2t", List.of("step", "lat", "lon"), List.of(2, 5, 8), new float[80]));
        fails(1, forecast + ": it tells leads but not when it began; give --init");
    }

    @Test
    void a_unit_that_is_unknown_and_a_variable_without_one_in_common_are_told() throws IOException {
        forecast = Stores.write(
                folder.resolve("fahrenheit"),
                Stores.timeless("2t", field((a, o) -> 50)).withAttribute("units", "degF"));
        fails(
                1,
                forecast + ": no field in it can be scored; the array 2t is in \"degF\", which is no known unit of 2t");
        forecast = Stores.write(
                folder.resolve("a"), Stores.timeless("mist", field((a, o) -> 5)).withAttribute("units", "1"));
        truth = Stores.write(
                folder.resolve("b"), Stores.timeless("mist", field((a, o) -> 5)).withAttribute("units", "%"));
        usual = truth;
        fails(1, "nothing could be scored: the unit of mist is \"1\" in the forecast and \"%\" in the truth");
    }

    @Test
    void dimensions_that_are_unknown_or_too_many_are_told() throws IOException {
        forecast = Stores.write(
                folder.resolve("ocean"),
                ZarrVariable.floats("2t", List.of("nav_lat", "lon"), List.of(5, 8), new float[40]));
        fails(
                1,
                forecast + ": no field in it can be scored; the array 2t has the dimensions nav_lat, lon, of which none"
                        + " is known as latitude");
        forecast = Stores.write(
                folder.resolve("twice"),
                ZarrVariable.coordinate("time", 0L, 24L).withAttribute("units", "hours since 2020-01-01"),
                ZarrVariable.coordinate("hour", 0L, 12L),
                ZarrVariable.floats("2t", List.of("time", "hour", "lat", "lon"), List.of(2, 2, 5, 8), new float[160]));
        fails(
                1,
                forecast + ": no field in it can be scored; the array 2t has the dimension time, which does not go with"
                        + " its others");
        forecast = Stores.write(
                folder.resolve("starts"),
                ZarrVariable.coordinate("init_time", 0L, 24L).withAttribute("units", "hours since 2020-01-01"),
                ZarrVariable.coordinate("time", 0L, 24L).withAttribute("units", "hours since 2020-01-01"),
                ZarrVariable.floats(
                        "2t", List.of("init_time", "time", "lat", "lon"), List.of(2, 2, 5, 8), new float[160]));
        fails(
                1,
                forecast + ": no field in it can be scored; the array 2t has the dimensions init_time and time, which"
                        + " stand for the same");
    }

    @Test
    void a_lie_about_the_parameter_is_told() throws IOException {
        forecast = Stores.write(
                folder.resolve("lie"),
                Stores.timeless("2t", field((a, o) -> 280)).withAttribute("GRIB_paramId", 151));
        fails(
                1,
                forecast
                        + ": no field in it can be scored; the array 2t has another GRIB parameter than its name says");
    }

    @Test
    void a_chunk_that_is_missing_is_told() throws IOException {
        Files.delete(forecast.resolve("2t/0.0"));
        fails(1, "nothing could be scored: the forecast cannot be read: the store has no object 2t/0.0");
    }

    @Test
    void gaps_and_values_that_cannot_be_are_told_and_their_numbers_shown() throws IOException {
        forecast = Stores.write(
                folder.resolve("gaps"), Stores.timeless("2t", field((a, o) -> o == 0 ? Double.NaN : kelvin(a, o, 5))));
        fails(
                1,
                "nothing could be scored: the forecast covers 0.875 of the area, less than 0.9985; --minimum-coverage"
                        + " lowers this");
        forecast = Stores.write(folder.resolve("cold"), Stores.timeless("2t", field((a, o) -> 20)));
        fails(1, "nothing could be scored: the value 20.0 is outside the hard limits 150.0 to 350.0");
        Cli.Answer answer = score("--format", "json", "--region", "global");
        assertThat(answer.parsed().getFirst().get("rmse").asDouble()).isBetween(200.0, 300.0);
    }

    @Test
    void a_climatology_that_depends_on_the_time_needs_one() throws IOException {
        usual = Stores.write(
                folder.resolve("months"),
                ZarrVariable.coordinate("month", 1L, 2L),
                ZarrVariable.floats("2t", List.of("month", "lat", "lon"), List.of(2, 5, 8), new float[80]));
        fails(
                1,
                "nothing could be scored: the climatology of 2t depends on the time and the valid time is not known; give"
                        + " --init");
        fails(1, "nothing could be scored: the climatology has no 2t for 2020-03-01T00:00:00Z", "--init", "2020-03-01");
    }

    @Test
    void an_ensemble_needs_a_choice() {
        String members = Data.path("era5-eda-z500-t850-201701/era5-levels-members.grib");
        Cli.Answer answer =
                Cli.run("--forecast", members, "--truth", members, "--climatology", usual, "--init", "2017-01-01");
        assertThat(answer.err())
                .isEqualTo("fairweather score: nothing could be scored: the truth holds 10 members of an ensemble"
                        + " (0 to 9); choose with --truth-member\n");
        assertThat(answer.code()).isEqualTo(1);
    }

    @Test
    void a_place_where_nothing_can_be_written_is_named() {
        Path nowhere = folder.resolve("none/scores.csv");
        fails(1, nowhere + ": it cannot be written", "--output", nowhere);
        Cli.Answer answer = score("--image", folder.resolve("none/card.png"));
        assertThat(answer.err())
                .isEqualTo("fairweather score: " + folder.resolve("none/card.png") + ": it cannot be written\n");
    }
}
