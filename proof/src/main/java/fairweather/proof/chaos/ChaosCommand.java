package fairweather.proof.chaos;

import fairweather.deploy.DemonstrationFailed;
import fairweather.deploy.DemonstrationOptions;
import fairweather.deploy.process.Stop;
import fairweather.deploy.show.Style;
import fairweather.proof.chaos.fault.Faults;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairweather chaos}: strikes real processes in the middle of a run and judges what is left. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Strikes real processes in the middle of a run: nothing may be lost or done twice.")
public final class ChaosCommand implements Callable<Integer> {
    /** As for a demonstration, with a second process of a service. */
    private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(60);

    @Option(names = "--fault", paramLabel = "NAME", description = "Only this fault; may be repeated.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "List the faults and end.")
    private boolean list;

    @Option(names = "--short", description = "Only the quickest faults, all in one run, as in the build.")
    private boolean quick;

    @Option(names = "--miners", defaultValue = "8", description = "How many miners take part (${DEFAULT-VALUE}).")
    private int miners;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Chooses the moments at which faults strike (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = System.out;
    private final Style style = new Style(80, out.charset().equals(StandardCharsets.UTF_8));

    @Override
    public Integer call() {
        if (list) {
            Faults.all().forEach(fault -> print(String.format("%-25s %s", fault.name(), fault.sentence())));
            return 0;
        }
        List<List<Fault>> groups = groups();
        DemonstrationOptions options = options();
        Stop stop = new Stop();
        CountDownLatch clean = new CountDownLatch(1);
        // Ctrl-C: this thread's waits end, it cleans up, and only then may the JVM go.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.request();
            awaitCleanup(clean);
        }));
        try {
            print("seed " + seed + ", " + miners + " miners");
            List<Verdict> verdicts = new Chaos(options, seed, stop, this::print).play(groups);
            Verdict.table(verdicts).forEach(this::print);
            return verdicts.stream().allMatch(Verdict::held) ? 0 : 1;
        } catch (Stop.Requested requested) {
            return 130;
        } catch (DemonstrationFailed failed) {
            System.err.println(style.plain(failed.getMessage()));
            return 1;
        } finally {
            clean.countDown();
        }
    }

    private List<List<Fault>> groups() {
        if (quick) {
            return List.of(Faults.quickest());
        }
        List<Fault> all = Faults.all();
        for (String name : names) {
            if (all.stream().noneMatch(fault -> fault.name().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no fault '" + name + "'; there are "
                                + all.stream().map(Fault::name).collect(Collectors.joining(", ")));
            }
        }
        return all.stream()
                .filter(fault -> names.isEmpty() || names.contains(fault.name()))
                .map(List::of)
                .toList();
    }

    private DemonstrationOptions options() {
        try {
            return DemonstrationOptions.at(Path.of(System.getProperty("fairweather.root", "")))
                    .withoutTroublemakers()
                    .withMiners(miners);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    private synchronized void print(String line) {
        style.wrap(style.plain(line)).forEach(out::println);
        out.flush();
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
