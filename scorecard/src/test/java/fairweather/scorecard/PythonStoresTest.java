package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores and files as xarray writes them, in the layouts that researchers use; the truth is of the plainest. */
class PythonStoresTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final String SCRIPT = """
            import sys, numpy, xarray
            folder = sys.argv[1]
            lat = numpy.arange(90, -91, -15.0)
            lon = numpy.arange(0, 360, 20.0)
            start = numpy.datetime64("2021-06-01T00", "ns")
            leads = numpy.array([0, 6, 12], "timedelta64[h]").astype("timedelta64[ns]")
            levels = numpy.array([500, 700, 850])
            rng = numpy.random.default_rng(7)
            shape = (3, 3, lat.size, lon.size)
            truth = (250 + 30 * numpy.cos(numpy.deg2rad(lat))[None, None, :, None]
                     + rng.normal(0, 5, shape)).astype("f4")
            error = rng.normal(0, 1, shape).astype("f4")
            dims = ("time", "level", "latitude", "longitude")
            coords = {"time": start + leads, "level": ("level", levels, {"units": "hPa"}),
                      "latitude": lat, "longitude": lon}
            kelvin = {"units": "K"}
            t = xarray.Dataset({"t": (dims, truth, kelvin)}, coords)
            f = xarray.Dataset({"t": (dims, truth + error, kelvin)}, coords)
            t.to_netcdf(folder + "/truth.nc")
            t.isel(time=0, drop=True).assign(t=lambda d: d.t * 0 + t.t.mean().item()) \\
                .assign(t=lambda d: d.t.assign_attrs(kelvin)).to_netcdf(folder + "/usual.nc")
            def zarr(name, data, **encoding):
                data.to_zarr(folder + "/" + name, consolidated=True, encoding=encoding)
            zarr("plain", f)
            zarr("ascending", f.sortby("latitude"))
            west = f.assign_coords(longitude=(f.longitude + 180) % 360 - 180).sortby("longitude")
            zarr("west", west)
            zarr("level-last", f.transpose("time", "latitude", "longitude", "level"),
                 t={"chunks": (3, 13, 18, 3)})
            zarr("whole-time", f, t={"chunks": (3, 1, lat.size, lon.size)})
            zarr("all-levels", f, t={"chunks": (1, 3, lat.size, lon.size)})
            zarr("edges", f, t={"chunks": (2, 2, 5, 7)})
            zarr("pascal", f.assign_coords(level=("level", levels * 100, {"units": "Pa"})))
            zarr("reversed", f.isel(level=slice(None, None, -1), time=slice(None, None, -1)))
            zarr("longname", f.rename(t="temperature", level="pressure_level"))
            wb2 = f.assign_coords(time=leads).rename(time="prediction_timedelta").expand_dims(
                time=[start - numpy.timedelta64(24, "h"), start]).copy(deep=True)
            wb2["t"] = wb2.t.astype("f4").assign_attrs(kelvin)
            wb2.t[0] += 9
            zarr("weatherbench", wb2)
            step = f.assign_coords(time=leads).rename(time="step").assign_coords(time=start, valid_time=("step", start + leads))
            zarr("cfgrib", step)
            f.to_netcdf(folder + "/netcdf4.nc", encoding={"t": {"zlib": True, "chunksizes": (3, 1, 5, 5)}})
            f.to_netcdf(folder + "/netcdf3.nc", format="NETCDF3_64BIT")
            f.isel(time=1, level=2).to_netcdf(folder + "/one.nc")
            celsius = f.assign(t=(f.t.astype("f8") - 273.15).astype("f8").assign_attrs(units="degC"))
            celsius.to_netcdf(folder + "/celsius.nc")
            w = numpy.cos(numpy.deg2rad(lat)); w[0] = w[-1] = 0
            d = (truth + error).astype("f8") - truth.astype("f8")
            mse = (d * d * w[None, None, :, None]).sum((2, 3)) / (w.sum() * lon.size)
            numpy.savetxt(folder + "/mse.txt", mse.ravel(), fmt="%.17g")
            """;

    @TempDir
    private static Path folder;

    private static List<JsonNode> expected;

    @BeforeAll
    static void write() throws Exception {
        assumeTrue(
                Files.isExecutable(PYTHON) && run("-c", "import xarray, zarr, netCDF4") == 0,
                "skipped: " + PYTHON + " with xarray, zarr and netCDF4 is not installed here");
        Path script = Files.writeString(folder.resolve("write.py"), SCRIPT);
        assertThat(run(script.toString(), folder.toString())).isZero();
        expected = score("plain");
    }

    private static int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-W", "ignore"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python.log").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static List<JsonNode> score(String forecast, Object... more) {
        Object[] arguments = new Object[8 + more.length];
        Object[] files = {
            "--forecast", folder.resolve(forecast),
            "--truth", folder.resolve("truth.nc"),
            "--climatology", folder.resolve("usual.nc"),
            "--init", "2021-06-01"
        };
        System.arraycopy(files, 0, arguments, 0, 8);
        System.arraycopy(more, 0, arguments, 8, more.length);
        return Cli.json(arguments);
    }

    @Test
    void the_errors_are_numpys() throws IOException {
        List<Double> mse = Files.readAllLines(folder.resolve("mse.txt")).stream()
                .map(Double::valueOf)
                .toList();
        for (int lead = 0; lead < 3; lead++) {
            for (int level = 0; level < 3; level++) {
                JsonNode element =
                        Cli.element(expected, "t", List.of(500, 700, 850).get(level), 6 * lead, "global");
                double exact = mse.get(3 * lead + level);
                assertThat(element.get("mse").asDouble()).isCloseTo(exact, within(1e-12 * exact));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ascending",
                "west",
                "level-last",
                "whole-time",
                "all-levels",
                "edges",
                "pascal",
                "reversed",
                "longname",
                "weatherbench",
                "cfgrib",
                "netcdf4.nc",
                "netcdf3.nc"
            })
    void every_layout_gives_the_same_json(String forecast) {
        assertThat(score(forecast)).isEqualTo(expected);
    }

    @Test
    void a_single_field_of_a_file_is_scored_at_its_time_and_level() {
        List<JsonNode> one = score("one.nc");
        assertThat(one).hasSize(4);
        assertThat(one.getLast()).isEqualTo(Cli.element(expected, "t", 850, 6, "global"));
    }

    @Test
    void degrees_celsius_become_kelvin() {
        JsonNode celsius = Cli.element(score("celsius.nc"), "t", 500, 0, "global");
        assertThat(celsius.get("rmse").asDouble())
                .isCloseTo(
                        Cli.element(expected, "t", 500, 0, "global").get("rmse").asDouble(), within(1e-6));
    }

    @Test
    void a_store_of_several_starts_asks_for_one() {
        Cli.Answer answer = Cli.run(
                "--forecast",
                folder.resolve("weatherbench"),
                "--truth",
                folder.resolve("truth.nc"),
                "--climatology",
                folder.resolve("usual.nc"));
        assertThat(answer.err())
                .contains("it holds forecasts of 2 starts (2021-05-31T00:00:00Z to 2021-06-01T00:00:00Z);"
                        + " choose one with --init");
    }
}
