package fairweather.check;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The independent miner as a process of the system's own Python, whatever Python is first on the path. */
final class PythonMiner implements AutoCloseable {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final Process process;
    private final String url;
    private final String hotkey;

    PythonMiner(Path directory, String... options) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: there is no " + PYTHON);
        Process probe = new ProcessBuilder(PYTHON.toString(), "-c", "import numpy, zarr, cryptography, numcodecs")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(probe.waitFor() == 0, "skipped: the system's Python has no numpy, zarr or cryptography");
        List<String> command = new ArrayList<>(List.of(
                PYTHON.toString(),
                "-B",
                Path.of("src/test/python/miner.py").toAbsolutePath().toString(),
                "--directory",
                directory.toString()));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        JsonNode self = new ObjectMapper().readTree(out.readLine());
        url = self.path("url").asText();
        hotkey = self.path("hotkey").asText();
    }

    Run command(String command, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(command, url, "--hotkey", hotkey, "--allow", "127.0.0.1", "--cycle", "2026-11-26T00Z"));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
