package fairweather.proof.walk;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private static final int STATES = 6_000_000;

    private static final List<Bounds> WALKS = List.of(
            new Bounds(2, 2, 1, 1, 1, STATES),
            new Bounds(2, 2, 2, 0, 1, STATES),
            new Bounds(1, 2, 3, 2, 1, STATES),
            new Bounds(1, 2, 2, 1, 1, STATES).withWorkElsewhere());

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
        for (BrokenRule variant : BrokenRule.ALL) {
            holds &= broken(variant, out);
            out.flush();
        }
        return holds ? 0 : 1;
    }

    private static String line(Bounds bounds, Walked walked) {
        return String.format(
                Locale.ROOT,
                "%s%n    %,d states, %,d transitions, depth %d, %.1f s, %s",
                bounds,
                walked.states(),
                walked.transitions(),
                walked.depth(),
                walked.time().toMillis() / 1000.0,
                verdict(walked));
    }

    private static String verdict(Walked walked) {
        if (walked.counterexample().isPresent()) {
            return "VIOLATED";
        }
        return walked.complete() ? "all hold" : "NOT COMPLETE";
    }

    /** True if the walk found what it had to find. */
    private boolean broken(BrokenRule variant, PrintWriter out) {
        Optional<Counterexample> found = variant.walk().counterexample();
        String words = found.map(example -> "in %d steps%n    %s"
                        .formatted(example.steps().size(), example.words().replace("; ", "\n    ")))
                .orElse("NOTHING FOUND");
        boolean asExpected = found.map(Counterexample::violated).equals(Optional.of(variant.expected()));
        out.println("%s (%s) %s%s"
                .formatted(
                        variant.rule(), variant.bounds(), words, asExpected ? "" : "\n    WHICH IS NOT WHAT IT KEEPS"));
        if (traces) {
            found.map(Counterexample::text).ifPresent(out::print);
        }
        return asExpected;
    }
}
