package fairweather.proof.simulation;

import fairweather.proof.simulation.process.Mishap;
import fairweather.proof.simulation.world.Scenario;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: plays a network in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Plays a network with faults in virtual time; the same seed always gives the same history.")
public final class SimulateCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", defaultValue = "1", description = "the seed, or the first of several (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--seeds", defaultValue = "1", description = "how many seeds to play (${DEFAULT-VALUE})")
    private int seeds;

    @Option(names = "--days", defaultValue = "30", description = "virtual days with a run each (${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--miners", defaultValue = "256", description = "how many miners (${DEFAULT-VALUE})")
    private int miners;

    @Option(names = "--verbose", description = "print everything that happens")
    private boolean verbose;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> listener = verbose ? out::println : null;
        Totals totals = new Totals();
        long begin = System.nanoTime();
        for (long one = seed; one < seed + seeds; one++) {
            Result result = Simulation.run(Scenario.of(one, days, miners), listener);
            totals.add(result);
            if (!result.holds()) {
                out.println(result.complaint());
                out.flush();
                return 1;
            }
        }
        totals.print(out, (System.nanoTime() - begin) / NANOS);
        out.flush();
        return 0;
    }

    /** What several simulations have in sum. */
    private final class Totals {
        private final Map<Mishap, Long> mishaps = new EnumMap<>(Mishap.class);
        private long events;
        private long runs;
        private long scored;
        private long ended;
        private long outcomes;
        private long ignored;
        private long jobs;
        private long refused;
        private long hash;

        void add(Result result) {
            result.mishaps().forEach((mishap, count) -> mishaps.merge(mishap, count, Long::sum));
            events += result.events();
            runs += result.runs();
            scored += result.responsesScored();
            ended += result.responsesEnded();
            outcomes += result.outcomes();
            ignored += result.outcomesIgnored();
            jobs += result.jobsFinished();
            refused += result.staleWritesRefused();
            hash = hash * 31 + result.hash();
        }

        void print(PrintWriter out, double seconds) {
            line(out, "seeds %d (from %d), %d miners, %d virtual days each", seeds, seed, miners, days);
            line(out, "runs %,d · responses scored %,d, ended otherwise %,d", runs, scored, ended);
            line(
                    out,
                    "events %,d · jobs finished %,d · outcomes folded %,d, of no effect %,d",
                    events,
                    jobs,
                    outcomes,
                    ignored);
            line(out, "stale writes refused %,d", refused);
            out.println("faults injected");
            mishaps.forEach((mishap, count) -> line(
                    out, "  %-24s %,d", mishap.name().toLowerCase(Locale.ROOT).replace('_', ' '), count));
            line(out, "every invariant held · history %016x · %.1f s", hash, seconds);
        }

        private void line(PrintWriter out, String format, Object... values) {
            out.println(String.format(Locale.ROOT, format, values));
        }
    }
}
