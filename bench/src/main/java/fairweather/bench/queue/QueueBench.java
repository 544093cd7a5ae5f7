package fairweather.bench.queue;

import fairweather.bench.Section;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the queue beside its peers and beside what the server can do at most. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Fairweather's queue beside db-scheduler, JobRunr and pgbench, on one durable PostgreSQL.")
public final class QueueBench implements Callable<Integer> {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("");

    private static final int QUICK_FINISHED = 1_000;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "How often each is measured.")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "5", description = "About how long one round lasts.")
    private int seconds;

    @Option(
            names = "--finished",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many finished rows the full table has.")
    private int finished;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only contestants whose name begins so, and only conditions that do.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "A few seconds in all, to see that it works; the figures mean nothing.")
    private boolean quick;

    @Option(names = "--write", paramLabel = "FILE", description = "Also writes the figures as Markdown.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LOG.setLevel(Level.WARNING);
        Plan plan = quick
                ? new Plan(1, Duration.ofMillis(300), QUICK_FINISHED, 20, only)
                : new Plan(rounds, Duration.ofSeconds(seconds), finished, 300, only);
        PrintWriter out = spec.commandLine().getOut();
        try (Bout bout = new Bout(plan, out)) {
            Figures figures = bout.run();
            new Summary(figures, plan).print(out);
            write(figures, plan);
        }
        return 0;
    }

    private void write(Figures figures, Plan plan) throws IOException {
        if (file != null) {
            List<String> arguments = spec.commandLine().getParseResult().expandedArgs();
            Section.write(file, "queue", new Page(figures, plan, arguments).text());
        }
    }
}
