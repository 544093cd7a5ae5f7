package fairweather.orchestrator.fold;

import fairweather.failure.Code;
import fairweather.orchestrator.fold.Ledger.Level;
import fairweather.orchestrator.fold.Ledger.Transition;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.orchestrator.machine.ResponseMachine;
import fairweather.orchestrator.machine.RunFacts;
import fairweather.orchestrator.machine.Verdict;
import fairweather.outcome.OutcomeKind;
import fairweather.response.ResponseStatus;
import java.util.Optional;
import java.util.SortedSet;
import org.jboss.logging.Logger;

/** Folds what happens to one response, and lets its run follow. */
final class ResponseEvents {
    private static final Logger LOG = Logger.getLogger(ResponseEvents.class);

    private final Ledger ledger;
    private final RunMoves moves;
    private final EffectWriter effects;
    private final SortedSet<Integer> touched;

    /** @param touched gets the runs whose averages are to be computed anew */
    ResponseEvents(Ledger ledger, RunMoves moves, SortedSet<Integer> touched) {
        this.ledger = ledger;
        this.moves = moves;
        this.effects = new EffectWriter(ledger);
        this.touched = touched;
    }

    /** Null if the event was applied, else why it was ignored. */
    String apply(StoredOutcome outcome, int responseId, ResponseEvent event) {
        Optional<Integer> runId = ledger.responses().runOf(responseId);
        if (runId.isEmpty()) {
            return "the response is gone";
        }
        Run run = ledger.runs().load(runId.get()).orElseThrow();
        Response response = ledger.responses().load(responseId).orElseThrow();
        if (response.parkedReason() != null) {
            throw new IllegalStateException("the response is parked: " + response.parkedReason());
        }
        ResponseEvent possible = outcome.responseId() != null && run.status().terminal()
                ? new ResponseEvent.Cancelled(
                        Code.VALIDATOR_INTERNAL, "the run is " + run.status().word())
                : event;
        return switch (ResponseMachine.apply(response.state(), possible, facts(run, response), outcome.at())) {
            case Verdict.Ignored ignored -> ignored.reason();
            case Verdict.Applied applied -> {
                write(outcome, run, response, applied);
                touched.add(run.id());
                yield null;
            }
        };
    }

    /** One of many that an outcome is about: where it cannot be folded it is parked, and the others go on. */
    void applyApart(StoredOutcome outcome, int responseId, ResponseEvent event) {
        ledger.attempt(() -> apply(outcome, responseId, event)).ifPresent(failure -> {
            if (failure instanceof Locked locked) {
                throw locked;
            }
            LOG.errorf(
                    failure,
                    "outcome %d (%s) cannot be folded for response %d",
                    outcome.id(),
                    outcome.kind(),
                    responseId);
            String reason = Parked.why(failure);
            ledger.park(responseId, reason);
            String message = "response " + responseId + " is parked at outcome " + outcome.id() + ": " + reason;
            ledger.log(outcome.jobId(), outcome.runId(), responseId, Level.ERROR, "fold", message);
        });
    }

    private RunFacts facts(Run run, Response response) {
        RunTruth truth = ledger.runs().truth(run);
        return new RunFacts(
                run.id(),
                response.uid(),
                response.hotkey(),
                response.id(),
                run.config(),
                run.initTime(),
                truth.ready(),
                truth.gone());
    }

    private void write(StoredOutcome outcome, Run run, Response response, Verdict.Applied applied) {
        ledger.responses().save(run, response, applied.state(), outcome.at());
        ResponseStatus from = response.state().status();
        String reason = outcome.kind().word();
        for (ResponseStatus to : applied.path()) {
            ledger.transition(new Transition(
                    outcome.id(), run.id(), response.id(), from.word(), to.word(), reason, outcome.at()));
            from = to;
        }
        if (!applied.path().isEmpty()) {
            String message = "uid " + response.uid() + " "
                    + response.state().status().word() + " → " + from.word() + ": " + reason;
            ledger.log(outcome.jobId(), run.id(), response.id(), Level.INFO, "fold", message);
        }
        applied.effects().forEach(effect -> effects.write(response, run, outcome.traceContext(), effect));
        if (outcome.kind() == OutcomeKind.JOB_REDRIVEN) {
            ledger.work().redrivenFrom(response.id(), outcome.jobId());
        }
        moves.follow(run, outcome);
    }
}
