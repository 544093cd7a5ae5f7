package fairweather.deploy.process;

import fairweather.process.ChildProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that is started again, at once and by the same recipe, when it dies without being asked to. Its output
 * goes to its log. It ends with this JVM, whatever ends that.
 */
public final class SupervisedProcess implements AutoCloseable {
    /** What a process gets between being asked to end and being ended. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    /** How long the log is waited for after the end of its process. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Recipe recipe;
    private final Consumer<String> announcements;
    private final Consumer<String> mirror;
    private final Runnable onStart;
    private final PeakMemory memory = new PeakMemory();
    private Process process;
    private Thread log;
    private int restarts;
    /** When it is ended, once it has been asked to end; null while it is to run. */
    private Deadline grace;

    private boolean gaveUp;

    /** True while it is to stay dead until it is released. */
    private boolean held;

    /**
     * @param announcements gets a sentence when the process dies
     * @param mirror gets each line of its output, with its name before it
     * @param onStart is run after each start
     */
    public SupervisedProcess(Recipe recipe, Consumer<String> announcements, Consumer<String> mirror, Runnable onStart) {
        this.recipe = recipe;
        this.announcements = announcements;
        this.mirror = mirror;
        this.onStart = onStart;
    }

    /** Starts it; to be called once. */
    public void start() throws IOException {
        launch();
        onStart.run();
    }

    private synchronized void launch() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(ChildProcess.bound("TERM", recipe.command())).redirectErrorStream(true);
        builder.environment().putAll(recipe.secrets());
        Process started = ChildProcess.start(builder);
        started.getOutputStream().close();
        process = started;
        log = Thread.ofPlatform().daemon().name("log of " + recipe.name()).start(() -> keepLog(started));
        started.onExit().thenAcceptAsync(this::died);
    }

    private void died(Process dead) {
        String death = recipe.name() + " " + reason(dead.exitValue());
        synchronized (this) {
            // The word of a death may come when a successor was released already.
            if (grace != null || held || dead != process) {
                return;
            }
            if (restarts == recipe.restarts()) {
                gaveUp = true;
            } else {
                restarts++;
                try {
                    launch();
                } catch (IOException impossible) {
                    gaveUp = true;
                    death += "; it cannot be started again: " + impossible.getMessage();
                }
            }
        }
        if (gaveUp()) {
            announcements.accept(death + " and is given up; its log: " + recipe.log());
        } else {
            announcements.accept(death + ": started again (" + restarts() + " of at most " + recipe.restarts() + ")");
            onStart.run();
        }
    }

    private static String reason(int exit) {
        return exit > 128 ? "was ended by signal " + (exit - 128) : "ended with code " + exit;
    }

    private void keepLog(Process source) {
        try (BufferedReader lines = source.inputReader(StandardCharsets.UTF_8);
                BufferedWriter file =
                        Files.newBufferedWriter(recipe.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line);
                file.newLine();
                if (!lines.ready()) {
                    file.flush();
                }
                mirror.accept(recipe.name() + " | " + line);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the log of " + recipe.name() + " is cut off", broken);
        }
    }

    public String name() {
        return recipe.name();
    }

    /** The process id of its present incarnation; 0 before the start. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    public synchronized int restarts() {
        return restarts;
    }

    /** True if it died more often than its recipe allows; it is not running then. */
    public synchronized boolean gaveUp() {
        return gaveUp;
    }

    /** Looks at the memory now and returns the largest peak of all its incarnations so far, in KiB; 0 if unknown. */
    public synchronized long peakMemoryKib() {
        memory.look(process.pid());
        return memory.kib();
    }

    /** Ends it as {@code kill -9} would: it will be started again. Returns when it is dead. */
    public void kill() {
        Process victim;
        synchronized (this) {
            memory.look(process.pid());
            victim = process;
        }
        end(victim);
    }

    /** Ends it as {@code kill -9} would and leaves it dead until it is {@link #release released}. */
    public void hold() {
        synchronized (this) {
            held = true;
        }
        kill();
    }

    /** Starts it again after it was {@link #hold held}; nothing if it was not, or if it is to end. */
    public void release() throws IOException {
        synchronized (this) {
            if (!held || grace != null) {
                return;
            }
            held = false;
            restarts++;
            launch();
        }
        onStart.run();
    }

    /** Sends it a signal by name, for example {@code STOP}; should it die of that, it is started again. */
    public void signal(String name) {
        Process receiver;
        synchronized (this) {
            receiver = process;
        }
        ChildProcess.signal(receiver, name);
    }

    /** Asks it to end, without waiting; it will not be started again. Its grace begins with the first asking. */
    public synchronized void requestStop() {
        if (grace == null) {
            grace = Deadline.in(GRACE);
        }
        if (process != null) {
            memory.look(process.pid());
            // Process.destroy() would also close the pipe through which its last words come.
            process.toHandle().destroy();
        }
    }

    /** Asks it to end, and ends it if it has not within {@link #GRACE}. */
    @Override
    public void close() {
        requestStop();
        Process last;
        Duration left;
        synchronized (this) {
            last = process;
            left = grace.remaining();
        }
        if (last == null) {
            return;
        }
        try {
            if (!last.waitFor(left.toMillis(), TimeUnit.MILLISECONDS)) {
                end(last);
            }
            log.join(LAST_WORDS);
        } catch (InterruptedException interrupted) {
            last.toHandle().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Process process) {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
