package fairweather.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DataBenchTest {
    private static final Path SHARED =
            Path.of(System.getProperty("fairweather.root")).resolve("../shared/data");

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new DataBench())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    @Test
    void given_real_files_when_it_is_run_quickly_then_every_reading_of_ours_and_every_peer_there_is_has_figures()
            throws Exception {
        assumeTrue(Files.isDirectory(SHARED), "skipped: the collection of real files is not here");
        assumeTrue(has("xarray, netCDF4, zarr, numcodecs"), "skipped: Python lacks what writes the inputs");

        int status = run("--quick", "--shared", SHARED.toString());

        assertThat(errors.toString()).isEmpty();
        assertThat(status).isZero();
        for (Subject subject : Subject.values()) {
            assertThat(out.toString()).contains(subject.words());
        }
        assertThat(out.toString())
                .contains("GFS, bytes at most 1.2 × the messages")
                .contains("numpy.memmap, values beside ours: same bits")
                .contains(has("cfgrib") ? "cfgrib, ranges, values beside ours: within" : "without cfgrib, ranges:")
                .contains(has("fsspec, aiohttp") ? "zarr, ERA5, values beside ours: same bits" : "without zarr, ERA5:");
        assertThat(out.toString().lines().map(String::length)).allMatch(length -> length <= 80);
    }

    @Test
    void given_no_real_files_when_it_is_run_then_it_says_where_they_should_be() {
        assertThat(run("--shared", "/nowhere/data")).isEqualTo(1);
        assertThat(errors.toString()).contains("/nowhere/data", "--shared");
    }

    private static boolean has(String modules) throws IOException, InterruptedException {
        Process trial = new ProcessBuilder("/usr/bin/python3", "-c", "import " + modules)
                .redirectErrorStream(true)
                .start();
        trial.getInputStream().readAllBytes();
        return trial.waitFor() == 0;
    }
}
