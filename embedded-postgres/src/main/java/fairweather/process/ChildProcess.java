package fairweather.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes that do not outlive this one. The kernel sends a child its death signal when the thread that
 * started it ends, so each child is started by a thread of its own that lives as long as the child does; it ends
 * early only with the whole JVM, killed or not. A child also gets a session of its own: a Ctrl-C at the terminal
 * reaches only this process, which then stops its children in its own order.
 *
 * <p>Where util-linux's {@code setpriv} and {@code setsid} are missing the child is started plainly.
 */
public final class ChildProcess {
    private static final boolean BINDS = runs("setsid", "setpriv", "--pdeathsig", "TERM", "true");

    private ChildProcess() {}

    /**
     * The command, told to end by {@code deathSignal} ("INT", "TERM") when the JVM that {@link #start starts} it
     * dies. A command that changes its user loses this: change the user outside of it.
     */
    public static List<String> bound(String deathSignal, List<String> command) {
        if (!BINDS) {
            return command;
        }
        List<String> bound = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", deathSignal));
        bound.addAll(command);
        return bound;
    }

    /** Starts the builder's command, which should be {@link #bound}, from a thread that lives as long as it does. */
    public static Process start(ProcessBuilder builder) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("keeper of a child process").start(() -> startAndKeep(builder, started));
        try {
            return started.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(failed);
        }
    }

    private static void startAndKeep(ProcessBuilder builder, CompletableFuture<Process> started) {
        Process process;
        try {
            process = builder.start();
        } catch (IOException failed) {
            started.completeExceptionally(new UncheckedIOException(failed));
            return;
        }
        started.complete(process);
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException ignored) {
                // Ending here would send the child its death signal; nobody has a reason to interrupt this thread.
                continue;
            }
        }
    }

    /** True if the command exists and exits with 0 within ten seconds. */
    public static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends a signal by name ("INT", "KILL"); silently nothing if the process is gone. */
    public static void signal(Process process, String name) {
        runs("sh", "-c", "kill -" + name + " " + process.pid());
    }
}
