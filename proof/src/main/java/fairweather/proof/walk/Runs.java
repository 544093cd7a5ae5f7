package fairweather.proof.walk;

import fairweather.orchestrator.machine.ResponseCounts;
import fairweather.orchestrator.machine.RunEvent;
import fairweather.orchestrator.machine.RunMachine;
import fairweather.orchestrator.machine.RunVerdict;
import fairweather.run.RunStatus;
import java.util.List;
import java.util.Set;

/** The real run machine, weakened where its rule is broken. */
final class Runs {
    private final Set<Rule> rules;

    Runs(Set<Rule> rules) {
        this.rules = rules;
    }

    RunVerdict apply(RunStatus run, RunEvent event) {
        return RunMachine.apply(run, event);
    }

    /** The steps that the responses ask for. */
    List<RunStatus> follow(RunStatus run, ResponseCounts counts) {
        if (!rules.contains(Rule.RUN_FOLLOWS)) {
            return List.of();
        }
        boolean queried = run.rank() >= RunStatus.QUERYING_MINERS.rank();
        boolean unguarded = !rules.contains(run.terminal() ? Rule.ENDED_RUN_STAYS : Rule.RUN_ONLY_GROWS);
        return queried && unguarded
                ? RunMachine.fold(counts).filter(to -> to != run).stream().toList()
                : RunMachine.follow(run, counts);
    }
}
