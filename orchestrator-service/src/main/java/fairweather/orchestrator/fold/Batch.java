package fairweather.orchestrator.fold;

import fairweather.orchestrator.fold.Ledger.Disposition;
import fairweather.orchestrator.fold.Ledger.Level;
import fairweather.outcome.OutcomeKind;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** One batch of the fold: each outcome on its own, then the averages of the runs that were touched. */
final class Batch {
    private static final Logger LOG = Logger.getLogger(Batch.class);

    private final Ledger ledger;
    private final SortedSet<Integer> touched = new TreeSet<>();
    private final ResponseEvents responseEvents;
    private final RunEvents runEvents;
    private final TruthEvents truthEvents;

    Batch(Ledger ledger) {
        this.ledger = ledger;
        TruthJobs truthJobs = new TruthJobs(ledger);
        RunMoves moves = new RunMoves(ledger, truthJobs);
        this.responseEvents = new ResponseEvents(ledger, moves, touched);
        this.runEvents = new RunEvents(ledger, moves, truthJobs, responseEvents, touched);
        this.truthEvents = new TruthEvents(ledger, truthJobs, responseEvents);
    }

    int fold() {
        List<StoredOutcome> outcomes = ledger.unfolded();
        outcomes.forEach(this::foldOne);
        touched.forEach(this::project);
        return outcomes.size();
    }

    private void foldOne(StoredOutcome outcome) {
        ledger.attempt(() -> {
                    String ignored = apply(outcome);
                    ledger.mark(outcome.id(), ignored == null ? Disposition.APPLIED : Disposition.IGNORED, ignored);
                })
                .ifPresent(failure -> park(outcome, failure));
    }

    /** Null if the outcome was applied, else why it was ignored. */
    private String apply(StoredOutcome outcome) {
        if (outcome.kind() == OutcomeKind.OPERATOR_ACTED) {
            return null;
        }
        if (outcome.responseId() != null) {
            return responseEvents.apply(outcome, outcome.responseId(), outcome.responseEvent());
        }
        return switch (outcome.kind()) {
            case TRUTH_READY, TRUTH_GONE, TRUTH_WAITING -> truthEvents.apply(outcome);
            case AGGREGATION_DUE -> {
                touched.addAll(ledger.runs().current());
                yield null;
            }
            default -> runEvents.apply(outcome);
        };
    }

    private void park(StoredOutcome outcome, RuntimeException failure) {
        LOG.errorf(failure, "outcome %d (%s) cannot be folded", outcome.id(), outcome.kind());
        String reason = Parked.why(failure);
        ledger.mark(outcome.id(), Disposition.PARKED, reason);
        if (outcome.responseId() != null) {
            ledger.park(outcome.responseId(), reason);
        }
        String message = "outcome " + outcome.id() + " (" + outcome.kind().word() + ") is parked: " + reason;
        ledger.log(outcome.jobId(), outcome.runId(), outcome.responseId(), Level.ERROR, "fold", message);
    }

    /** Averages and ranks that cannot be computed hold up neither the outcomes nor another run. */
    private void project(int runId) {
        ledger.attempt(() -> ledger.project(runId)).ifPresent(failure -> {
            LOG.errorf(failure, "the averages and ranks of run %d cannot be computed", runId);
            String message = "averages and ranks are out of date: " + Parked.why(failure);
            ledger.log(null, runId, null, Level.ERROR, "fold", message);
        });
    }
}
