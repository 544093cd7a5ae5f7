package fairweather.check.conformance;

import fairweather.failure.FailureException;
import fairweather.miner.client.MinerJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All rules, in an order in which each finds what it needs. */
public final class Suite {
    private Suite() {}

    /** A rule and what came of it. */
    public record Tried(Rule rule, Finding finding, long millis) {
        /** Whether it counts against the miner. */
        public boolean broken() {
            return rule.level() == Level.MUST && finding.outcome() == Finding.Outcome.FAILED;
        }
    }

    public static List<Rule> rules() {
        return Stream.of(
                        FiberRules.rules(),
                        GateRules.rules(),
                        InitiateRules.rules(),
                        PollRules.rules(),
                        AccessRules.rules(),
                        ObjectRules.rules(),
                        TransferRules.rules(),
                        ManifestRules.rules(),
                        StoreRules.rules(),
                        FileRules.rules(),
                        List.of(Rule.should(
                                "ERROR-1", "4.6", "what is refused is refused with a reason in JSON", Suite::reasons)))
                .flatMap(List::stream)
                .toList();
    }

    /** Tries every rule. @param listener hears of each as soon as it is done */
    public static List<Tried> run(Trial trial, Consumer<Tried> listener) {
        List<Tried> all = new ArrayList<>();
        for (Rule rule : rules()) {
            long start = System.nanoTime();
            Finding finding = on(rule, trial);
            Tried tried = new Tried(rule, finding, (System.nanoTime() - start) / 1_000_000);
            all.add(tried);
            listener.accept(tried);
        }
        return all;
    }

    /**
     * Whether a miner keeps every MUST. What could not be tried is skipped, so the last of them, for which all that comes
     * before it is needed, has to be among those that were kept.
     */
    public static boolean conforms(List<Tried> all) {
        return all.stream().noneMatch(Tried::broken)
                && all.stream()
                        .anyMatch(tried -> tried.rule().id().equals(FileRules.LAST)
                                && tried.finding().outcome() == Finding.Outcome.PASSED);
    }

    private static Finding on(Rule rule, Trial trial) {
        try {
            return rule.check().on(trial);
        } catch (NotReached missing) {
            return Finding.skipped(missing.getMessage());
        } catch (FailureException trouble) {
            return Finding.failed(trouble.failure().message() + " (" + trouble.code() + ")");
        }
    }

    private static Finding reasons(Trial trial) {
        List<Answered> silent = trial.refusals().stream()
                .filter(answer -> answer.errorText().isEmpty())
                .toList();
        if (trial.refusals().isEmpty()) {
            return Finding.skipped("nothing was refused");
        }
        String count = trial.refusals().size() - silent.size() + " of "
                + trial.refusals().size() + " have one in "
                + String.join(", ", MinerJson.ERROR_KEYS);
        return Finding.of(silent.isEmpty(), count);
    }
}
