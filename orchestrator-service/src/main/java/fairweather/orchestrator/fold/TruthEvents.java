package fairweather.orchestrator.fold;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.fold.Ledger.Level;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import java.time.Duration;
import java.time.Instant;

/** Folds what becomes known of a truth, for every run that is scored against it. */
final class TruthEvents {
    private final Ledger ledger;
    private final ResponseEvents responseEvents;

    TruthEvents(Ledger ledger, ResponseEvents responseEvents) {
        this.ledger = ledger;
        this.responseEvents = responseEvents;
    }

    /** Always applied: null. */
    String apply(StoredOutcome outcome) {
        Instant validTime = outcome.data().getInstant("valid_time");
        for (Run run : ledger.runs().live(outcome.data().getString("source"))) {
            int lead =
                    Math.toIntExact(Duration.between(run.initTime(), validTime).toHours());
            if (run.config().era5LeadHours().contains(lead)) {
                ofRun(outcome, run, lead);
            }
        }
        return null;
    }

    private void ofRun(StoredOutcome outcome, Run run, int lead) {
        StepKey key = StepKey.loadTruth(lead);
        switch (outcome.kind()) {
            case TRUTH_READY -> {
                step(run, StepEvent.succeeded(key, outcome.data().getLong("latency_ms"), null));
                ledger.work().wakeEra5(run.id());
            }
            case TRUTH_WAITING -> {
                Instant next = outcome.data().getInstant("next_check_at");
                step(run, StepEvent.waiting(key, next));
                ledger.work().stepsAwait(run.id(), lead, next);
                ledger.runs().truthAwaited(run, lead, next);
            }
            default -> {
                String reason = outcome.data().getString("reason");
                step(run, StepEvent.failed(key, Failure.of(Code.TRUTH_UNAVAILABLE, reason), null));
                String message = "lead " + lead + " h has no truth: " + reason;
                ledger.log(outcome.jobId(), run.id(), null, Level.WARN, "fold", message);
                for (ResponseLedger.Live response : ledger.responses().live(run.id())) {
                    responseEvents.applyApart(outcome, response.id(), new ResponseEvent.TruthGone(lead, reason));
                }
            }
        }
    }

    private void step(Run run, StepEvent event) {
        ledger.work().step(run.id(), 0, StepKey.COORDINATOR, event);
    }
}
