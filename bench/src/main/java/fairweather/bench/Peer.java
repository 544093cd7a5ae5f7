package fairweather.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that does tasks and says how long each took. */
public final class Peer implements AutoCloseable {
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    public Peer(List<String> command) throws IOException {
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    public long pid() {
        return process.pid();
    }

    /** @throws IllegalStateException if the process has ended; its own words are on the standard error */
    public double millis(String task) throws IOException {
        return Double.parseDouble(answer(task));
    }

    /** @throws IllegalStateException as {@link #millis} does */
    public String answer(String task) throws IOException {
        in.println(task);
        String answer = out.readLine();
        if (answer == null) {
            throw new IllegalStateException("the process that was to do \"" + task + "\" has ended");
        }
        return answer;
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
