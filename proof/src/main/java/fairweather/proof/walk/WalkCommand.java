package fairweather.proof.walk;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Walks through all that the three machines can do together, then through the engine with each guard removed. */
@Command(
        name = "walk",
        mixinStandardHelpOptions = true,
        description = "Visits every state of run, responses and jobs within bounds; then breaks each guard in turn.")
public final class WalkCommand implements Callable<Integer> {
    /** Two miners with a fault; two miners with an order; one miner with two faults and an order. */
    private static final List<Bounds> WALKS = List.of(
            new Bounds(2, 2, 1, 1, 0, 3_000_000),
            new Bounds(2, 2, 2, 0, 1, 3_000_000),
            new Bounds(1, 2, 3, 2, 1, 3_000_000));

    @Spec
    private CommandSpec spec;

    @Option(names = "--traces", description = "Prints the way to each violation, step by step.")
    private boolean traces;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean holds = true;
        for (Bounds bounds : WALKS) {
            Walked walked = Walk.walk(Rule.all(), bounds);
            out.println(line(bounds, walked));
            walked.counterexample().ifPresent(found -> out.print(found.text()));
            holds &= walked.complete() && walked.counterexample().isEmpty();
            out.flush();
        }
        out.println("without one guard:");
        for (Rule rule : Rule.values()) {
            holds &= broken(BrokenRule.of(rule), out);
            out.flush();
        }
        return holds ? 0 : 1;
    }

    private static String line(Bounds bounds, Walked walked) {
        return "miners %d, workers %d, unfolded %d, faults %d, orders %d: %d states, %d edges, depth %d, %.1f s, %s"
                .formatted(
                        bounds.miners(),
                        bounds.workers(),
                        bounds.unfolded(),
                        bounds.faults(),
                        bounds.orders(),
                        walked.states(),
                        walked.edges(),
                        walked.depth(),
                        walked.time().toMillis() / 1000.0,
                        verdict(walked));
    }

    private static String verdict(Walked walked) {
        if (walked.counterexample().isPresent()) {
            return "VIOLATED";
        }
        return walked.complete() ? "all properties hold" : "NOT COMPLETE";
    }

    /** True if the walk found what it had to find. */
    private boolean broken(BrokenRule variant, PrintWriter out) {
        return variant.walk()
                .counterexample()
                .map(found -> {
                    out.printf(
                            "%-22s %2d steps to: %s%n",
                            variant.rule(),
                            found.steps().size(),
                            found.property().words());
                    if (traces) {
                        out.print(found.text());
                    }
                    return found.property() == variant.expected();
                })
                .orElseGet(() -> {
                    out.printf("%-22s NOT FOUND%n", variant.rule());
                    return false;
                });
    }
}
