package fairweather.bench.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's memory bandwidth, as a small program in C has it. */
final class Triad {
    private final Path program;

    private Triad(Path program) {
        this.program = program;
    }

    /** @return null if there is no C compiler */
    static Triad compiled(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve("triad.c");
        Path program = directory.resolve("triad");
        try (InputStream text = Triad.class.getResourceAsStream("triad.c")) {
            Files.write(source, text.readAllBytes());
        }
        try {
            Process compiler = new ProcessBuilder(
                            "cc", "-O3", "-march=native", "-pthread", "-o", program.toString(), source.toString())
                    .inheritIO()
                    .start();
            return compiler.waitFor() == 0 ? new Triad(program) : null;
        } catch (IOException absent) {
            return null;
        }
    }

    /** GB/s, three arrays of eight bytes counted. */
    double rate(int threads) throws IOException {
        Process run = new ProcessBuilder(program.toString(), Integer.toString(threads), "0.5").start();
        return Double.parseDouble(new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }
}
