package fairweather.simulator;

import static fairweather.simulator.DemonstrationData.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.forecast.Wind;
import fairweather.simulator.store.StoreCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stores, read by the field's own tools: xarray and zarr of Debian's Python. */
class XarrayTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String SCRIPT = """
            import sys, numpy, xarray
            store = xarray.open_zarr(sys.argv[1], consolidated=True)
            expected = numpy.fromfile(sys.argv[2], "<f4").reshape(2, 40, 181, 360)
            for index, name in enumerate(("10u", "10v")):
                variable = store[name]
                assert variable.dims == ("time", "lat", "lon"), variable.dims
                assert variable.dtype == numpy.float32, variable.dtype
                assert variable.attrs["units"] == "m s-1", variable.attrs
                assert numpy.array_equal(variable.values, expected[index]), name
            assert store["time"].values[0] == numpy.datetime64("2018-10-07T00:00:00"), store["time"].values[0]
            assert store["time"].values[39] == numpy.datetime64("2018-10-16T18:00:00"), store["time"].values[39]
            assert store["lead_time"].values[39] == numpy.timedelta64(240, "h"), store["lead_time"].values[39]
            assert numpy.array_equal(store["lat"].values, 90.0 - numpy.arange(181)), store["lat"].values
            assert numpy.array_equal(store["lon"].values, numpy.arange(360.0)), store["lon"].values
            print("equal")
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(StoreCodec.class)
    void aStoreOfEachCodecHoldsTheForecastBitForBit(StoreCodec codec) throws Exception {
        assumeTrue(
                Files.isExecutable(PYTHON)
                        && run("-c", "import xarray, zarr, numcodecs").equals("0"),
                "skipped: " + PYTHON + " with xarray and zarr is not installed here");
        Forecaster noise = new Forecaster.Noise(1, 1);
        Path store = directory.resolve("store.zarr");
        try (Fleet fleet = Fleet.start(
                FleetPlan.of(MinerPlan.good(0, "noise", noise).withCodec(codec)),
                DemonstrationData.archive(),
                InstantSource.system())) {
            ValidatorClient client = new ValidatorClient(fleet.endpoint(0));
            JsonNode access = client.finish(START);
            JsonNode manifest = new ObjectMapper().readTree(client.object(access, "manifest.json"));
            for (Map.Entry<String, JsonNode> file : manifest.path("files").properties()) {
                Path target = store.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, client.object(access, file.getKey()));
            }
        }
        ByteBuffer expected =
                ByteBuffer.allocate(2 * 40 * 181 * 360 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Wind wind : Wind.values()) {
            for (int lead = 6; lead <= 240; lead += 6) {
                for (float value : noise.field(DemonstrationData.archive(), wind, START, lead)) {
                    expected.putFloat(value);
                }
            }
        }
        Path expectedFile = Files.write(directory.resolve("expected.bin"), expected.array());
        assertThat(run("-c", SCRIPT, store.toString(), expectedFile.toString())).isEqualTo("equal\n0");
    }

    /** What Python printed, errors included, and its exit code. */
    private static String run(String... arguments) throws Exception {
        ProcessBuilder python = new ProcessBuilder(PYTHON.toString()).redirectErrorStream(true);
        python.command().addAll(List.of(arguments));
        Process process = python.start();
        String output = new String(process.getInputStream().readAllBytes());
        return output + process.waitFor();
    }
}
