package fairweather.orchestrator.fold;

import fairweather.orchestrator.fold.Ledger.Level;
import fairweather.orchestrator.fold.Ledger.Transition;
import fairweather.orchestrator.machine.RunEffect;
import fairweather.orchestrator.machine.RunEvent;
import fairweather.orchestrator.machine.RunMachine;
import fairweather.orchestrator.machine.RunVerdict.Applied;
import fairweather.run.RunStatus;

/** Moves runs along their legal steps, each one recorded. */
final class RunMoves {
    private final Ledger ledger;
    private final TruthJobs truthJobs;

    RunMoves(Ledger ledger, TruthJobs truthJobs) {
        this.ledger = ledger;
        this.truthJobs = truthJobs;
    }

    /** Lets a run follow its responses. */
    void follow(Run run, StoredOutcome outcome) {
        RunEvent moved = new RunEvent.ResponsesMoved(ledger.runs().counts(run.id()));
        if (RunMachine.apply(run.status(), moved) instanceof Applied verdict) {
            String reason = verdict.path().getLast() == RunStatus.FAILED
                    ? "all_miners_failed"
                    : "follows its responses (" + outcome.kind().word() + ")";
            along(run, verdict, outcome, reason);
        }
    }

    /** Moves a run as its machine says; where it ends, its jobs end, and other runs take over what it looked for. */
    void along(Run run, Applied verdict, StoredOutcome outcome, String reason) {
        RunStatus from = run.status();
        for (RunStatus to : verdict.path()) {
            boolean failed = to == RunStatus.FAILED || to == RunStatus.ABANDONED;
            ledger.runs().move(run, to, failed ? reason : null, outcome.at());
            ledger.transition(
                    new Transition(outcome.id(), run.id(), null, from.word(), to.word(), reason, outcome.at()));
            String message = "run " + from.word() + " → " + to.word() + ": " + reason;
            ledger.log(null, run.id(), null, Level.INFO, "fold", message);
            from = to;
        }
        if (verdict.asks(RunEffect.CANCEL_JOBS)) {
            ledger.work().cancelOfRun(run.id(), "the run is " + from.word());
            truthJobs.takeOver(run.config().referenceSource());
        }
    }
}
