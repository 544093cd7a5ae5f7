package fairweather.orchestrator.fold;

import fairweather.orchestrator.fold.Ledger.Level;
import fairweather.orchestrator.fold.Ledger.Transition;
import fairweather.orchestrator.machine.RunMachine;
import fairweather.run.RunStatus;
import java.util.List;

/** Moves runs along their legal steps, each one recorded. */
final class RunMoves {
    private final Ledger ledger;
    private final TruthJobs truthJobs;

    RunMoves(Ledger ledger, TruthJobs truthJobs) {
        this.ledger = ledger;
        this.truthJobs = truthJobs;
    }

    void to(Run run, RunStatus to, StoredOutcome outcome) {
        to(run, to, outcome, outcome.kind().word());
    }

    void to(Run run, RunStatus to, StoredOutcome outcome, String reason) {
        along(run, RunMachine.path(run.status(), to), outcome, reason);
    }

    /** Lets a run follow its responses. */
    void follow(Run run, StoredOutcome outcome) {
        List<RunStatus> path = RunMachine.follow(run.status(), ledger.runs().counts(run.id()));
        if (!path.isEmpty()) {
            String reason = path.getLast() == RunStatus.FAILED
                    ? "all_miners_failed"
                    : "follows its responses (" + outcome.kind().word() + ")";
            along(run, path, outcome, reason);
        }
    }

    private void along(Run run, List<RunStatus> path, StoredOutcome outcome, String reason) {
        RunStatus from = run.status();
        for (RunStatus to : path) {
            boolean failed = to == RunStatus.FAILED || to == RunStatus.ABANDONED;
            ledger.runs().move(run, to, failed ? reason : null, outcome.at());
            ledger.transition(
                    new Transition(outcome.id(), run.id(), null, from.word(), to.word(), reason, outcome.at()));
            String message = "run " + from.word() + " → " + to.word() + ": " + reason;
            ledger.log(null, run.id(), null, Level.INFO, "fold", message);
            from = to;
        }
        if (from.terminal() && !path.isEmpty()) {
            ledger.work().cancelOfRun(run.id(), "the run is " + from.word());
            truthJobs.takeOver(run.config().referenceSource());
        }
    }
}
