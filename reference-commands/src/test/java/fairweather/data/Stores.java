package fairweather.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stores like ARCO's and WeatherBench 2's with real ERA5 fields of January 2017, as Python's zarr writes them; once. */
final class Stores {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path SCRIPTS = Path.of("..", "reference-data", "src", "test", "python");
    private static final Path SHARED = Path.of("..", "..", "shared", "data");
    private static final Path DIRECTORY = Path.of("target", "stores");

    private static boolean written;

    private Stores() {}

    /** A GRIB1 file of ERA5's ensemble. */
    static Path era5Messages() {
        Path file = collection().resolve("era5-eda-z500-t850-201701/era5-levels-members.grib");
        assumeTrue(Files.exists(file), "skipped: there is no " + file);
        return file;
    }

    /** With {@code arco.zarr} and {@code wb2.zarr}. */
    static synchronized Path written() throws IOException, InterruptedException {
        era5Messages();
        if (!written) {
            assumeTrue(
                    Files.isExecutable(PYTHON)
                            && start("-c", "import zarr, numcodecs, xarray").waitFor() == 0,
                    "skipped: /usr/bin/python3 with zarr and xarray is not here");
            Files.createDirectories(DIRECTORY);
            run("real_fields.py", collection(), DIRECTORY);
            run("make_arco_like.py", DIRECTORY.resolve("arco.json"), DIRECTORY.resolve("arco.zarr"));
            run("make_wb2_like.py", DIRECTORY.resolve("wb2.json"), DIRECTORY.resolve("wb2.zarr"));
            written = true;
        }
        return DIRECTORY;
    }

    private static Path collection() {
        assumeTrue(Files.isDirectory(SHARED), "skipped: there is no " + SHARED);
        return SHARED;
    }

    private static void run(String script, Path... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        Process process = start(command.toArray(String[]::new));
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException(script + " failed");
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-B"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
