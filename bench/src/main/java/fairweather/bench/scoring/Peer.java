package fairweather.bench.scoring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that does tasks and says how long each took. */
final class Peer implements AutoCloseable {
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    Peer(List<String> command) throws IOException {
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @throws IllegalStateException if the process has ended; its own words are on the standard error */
    double millis(String task) throws IOException {
        in.println(task);
        String answer = out.readLine();
        if (answer == null) {
            throw new IllegalStateException("the process that was to do \"" + task + "\" has ended");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() {
        in.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
