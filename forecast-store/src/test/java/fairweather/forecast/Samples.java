package fairweather.forecast;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where samples come from: the Python of the system, and the data handed out beside the project. */
public final class Samples {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private Samples() {}

    /** Runs one of the scripts in src/test/python and gives what it prints; skips the test where it cannot run. */
    public static List<String> python(String script, String modules, Object... arguments) throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: there is no /usr/bin/python3");
        Process probe = start("-c", "import " + modules);
        assumeTrue(exitOf(probe) == 0, "skipped: the system's Python has no " + modules);
        List<String> command = new ArrayList<>(
                List.of(module().resolve("src/test/python").resolve(script).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = start(command.toArray(String[]::new));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exitOf(process) != 0) {
            throw new AssertionError(script + " failed: " + output);
        }
        return output.lines().toList();
    }

    /** A path below the shared data beside the project; skips the test where it is absent. */
    public static Path shared(String path) {
        Path shared =
                module().getParent().resolveSibling("shared").resolve("data").resolve(path);
        assumeTrue(Files.exists(shared), "skipped: there is no shared data directory beside the project");
        return shared;
    }

    /** The directory of this module, from wherever the test was started. */
    public static Path module() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("src/test/python/write_zarr_samples.py"))) {
                return directory;
            }
            if (Files.exists(directory.resolve("forecast-store/pom.xml"))) {
                return directory.resolve("forecast-store");
            }
        }
        throw new AssertionError("the project's root was not found");
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static int exitOf(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Python did not end within a minute");
        }
        return process.exitValue();
    }
}
