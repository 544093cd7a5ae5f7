package fairweather.deploy;

import fairweather.deploy.api.AdminApi;
import fairweather.deploy.api.Board;
import fairweather.deploy.api.Pair;
import fairweather.deploy.api.RunView;
import fairweather.deploy.process.Stop;
import fairweather.deploy.show.PlainProgress;
import fairweather.deploy.show.Progress;
import fairweather.deploy.show.Report;
import fairweather.deploy.show.Style;
import fairweather.deploy.show.TerminalProgress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairweather demo}: one run over the winds of October 2018, from the first job to the leaderboard. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the demonstration: a database, three services, simulated miners and one whole run.")
public final class DemoCommand implements Callable<Integer> {
    /** More than all that waits: one grace for the processes, their last words, and twice 10 s for the database. */
    private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(45);

    @Option(names = "--exit", description = "End after the leaderboard, with 0 only if the run completed.")
    private boolean exit;

    @Option(
            names = "--miners",
            defaultValue = "" + DemonstrationOptions.DEFAULT_MINERS,
            description = "How many miners take part, 1 to " + DemonstrationOptions.MAX_MINERS + " (${DEFAULT-VALUE}).")
    private int miners;

    @Option(names = "--no-troublemakers", description = "Leave out the miners that misbehave.")
    private boolean noTroublemakers;

    @Option(names = "--hostile", description = "Every second miner is hostile, each in its own way.")
    private boolean hostile;

    @Option(
            names = "--kill",
            paramLabel = "SERVICE@STAGE",
            description = "kill -9 a service (orchestrator, gateway, scoring) when the run reaches a stage (query,"
                    + " verify, day1, era5); may be repeated.")
    private List<Kill> kills = List.of();

    @Option(
            names = "--port-base",
            defaultValue = "0",
            description = "The admin API's port; the next three are the gateway's, the scoring service's and the"
                    + " database's (0: free ones are found).")
    private int portBase;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "Give up if the run has not ended by then (170, and 3 for each miner beyond 24).")
    private Integer limitSeconds;

    @Option(names = "--plain", description = "Print lines instead of drawing bars, as when this is not a terminal.")
    private boolean plain;

    @Option(names = "--verbose", description = "Print what the services log, too.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = System.out;

    @Override
    public Integer call() {
        DemonstrationOptions options = options();
        Style style = new Style(
                Integer.getInteger("fairweather.columns", 80), out.charset().equals(StandardCharsets.UTF_8));
        boolean bars = Boolean.getBoolean("fairweather.terminal") && !plain && !verbose;
        Progress progress = bars ? new TerminalProgress(out, style) : new PlainProgress(out, style);
        Stop stop = new Stop();
        CountDownLatch clean = new CountDownLatch(1);
        // Ctrl-C: this thread's waits end, it cleans up, and only then may the JVM go.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.request();
            awaitCleanup(clean);
        }));
        try {
            return run(options, style, bars, progress, stop);
        } catch (Stop.Requested requested) {
            return 130;
        } catch (DemonstrationFailed | AdminApi.Refused failed) {
            progress.end();
            System.err.println(style.plain(failed.getMessage()));
            return 1;
        } finally {
            clean.countDown();
        }
    }

    private int run(DemonstrationOptions options, Style style, boolean bars, Progress progress, Stop stop) {
        long begin = System.nanoTime();
        Consumer<String> mirror = verbose ? progress::say : line -> {};
        try (Demonstration demonstration =
                Demonstration.start(options, stop, Clock.systemUTC(), progress::say, mirror)) {
            Duration limit = limitSeconds == null ? options.limit() : Duration.ofSeconds(limitSeconds);
            RunView run = demonstration.awaitEnd(
                    limit.minusNanos(System.nanoTime() - begin),
                    view -> progress.show(view, Duration.ofNanos(System.nanoTime() - begin)));
            progress.end();
            report(demonstration, run, progress).lines(style).stream()
                    .flatMap(line -> bars ? style.wrap(line).stream() : Stream.of(line))
                    .forEach(out::println);
            out.println();
            if (!exit) {
                out.println("Everything goes on running until Ctrl-C.");
                stop.await();
            }
            return run.completed() ? 0 : 1;
        }
    }

    private static Report report(Demonstration demonstration, RunView run, Progress progress) {
        Board board = demonstration.board();
        List<Pair> pairs = List.of();
        Map<String, Long> violations = Map.of();
        try {
            pairs = demonstration.pairs();
            violations = demonstration.invariantViolations();
        } catch (AdminApi.Refused | DemonstrationFailed unreadable) {
            progress.say(unreadable.getMessage());
        }
        return new Report(
                run,
                board,
                demonstration.miners(),
                pairs,
                demonstration.measurements(),
                violations,
                demonstration.apiUrl(),
                demonstration.directory());
    }

    private DemonstrationOptions options() {
        if (limitSeconds != null && limitSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "the limit is 1 second or more, not " + limitSeconds);
        }
        Path root = Path.of(System.getProperty("fairweather.root", ""));
        try {
            DemonstrationOptions options = new DemonstrationOptions(root, miners, !noTroublemakers, kills, portBase);
            return hostile ? options.withFleet("--hostile") : options;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    private static void awaitCleanup(CountDownLatch clean) {
        try {
            if (!clean.await(CLEANUP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("cleaning up takes too long; leaving");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
