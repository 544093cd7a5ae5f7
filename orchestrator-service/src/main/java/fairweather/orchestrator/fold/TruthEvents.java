package fairweather.orchestrator.fold;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.orchestrator.fold.Ledger.Level;
import fairweather.orchestrator.machine.ResponseEvent;
import fairweather.outcome.OutcomeKind;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Folds what becomes known of a truth, for every run that is scored against it. How long a truth is waited for counts
 * from the opening of a run: what one gives up, a later one looks for itself. What a run has given up stays given up
 * for all of its responses, even if a later run finds it.
 */
final class TruthEvents {
    private final Ledger ledger;
    private final TruthJobs truthJobs;
    private final ResponseEvents responseEvents;

    TruthEvents(Ledger ledger, TruthJobs truthJobs, ResponseEvents responseEvents) {
        this.ledger = ledger;
        this.truthJobs = truthJobs;
        this.responseEvents = responseEvents;
    }

    /** Always applied: null. */
    String apply(StoredOutcome outcome) {
        Instant validTime = outcome.data().getInstant("valid_time");
        for (Run run : ledger.runs().live(outcome.data().getString("source"))) {
            int lead =
                    Math.toIntExact(Duration.between(run.initTime(), validTime).toHours());
            if (!run.config().era5LeadHours().contains(lead)) {
                continue;
            }
            boolean gone = outcome.kind() == OutcomeKind.TRUTH_GONE;
            if (gone && mayComeFor(run, lead, outcome)) {
                truthJobs.askAgain(run, lead, outcome.traceContext());
            } else if (gone || !ledger.runs().truth(run).gone().containsKey(lead)) {
                ofRun(outcome, run, lead);
            }
        }
        return null;
    }

    /** Whether the truth was only given up, for another run, and this one's time is not over. */
    private boolean mayComeFor(Run run, int lead, StoredOutcome outcome) {
        Integer asker = outcome.runId() == null ? outcome.data().getInteger("run_id") : outcome.runId();
        return asker != null
                && asker != run.id()
                && givenUpAt(outcome)
                        .filter(at -> at.isBefore(TruthJobs.giveUpAt(run, lead)))
                        .isPresent();
    }

    /** Empty if the source itself has said that it will not come. */
    private Optional<Instant> givenUpAt(StoredOutcome outcome) {
        Instant told = outcome.data().getInstant("given_up_at");
        if (told != null || outcome.jobId() == null) {
            return Optional.ofNullable(told);
        }
        return ledger.work()
                .payload(outcome.jobId())
                .map(payload -> payload.getInstant("give_up_at"))
                .filter(end -> !outcome.at().isBefore(end))
                .map(end -> outcome.at());
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
