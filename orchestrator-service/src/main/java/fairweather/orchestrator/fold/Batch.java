package fairweather.orchestrator.fold;

import fairweather.orchestrator.fold.Ledger.Disposition;
import fairweather.orchestrator.fold.Ledger.Level;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * One batch of the fold: each outcome on its own, then the averages of the runs that were touched. Where somebody else
 * has locked what an outcome is about, it is left for a later batch, and so are the later ones of its run.
 */
final class Batch {
    private static final Logger LOG = Logger.getLogger(Batch.class);

    private final Ledger ledger;
    private final SortedSet<Integer> touched = new TreeSet<>();
    private final Set<Integer> lockedRuns = new HashSet<>();
    private boolean outOfDate;
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

    /** The number of outcomes that were folded or parked. */
    int fold() {
        int folded = 0;
        for (StoredOutcome outcome : ledger.unfolded()) {
            folded += foldOne(outcome) ? 1 : 0;
        }
        touched.forEach(this::project);
        if (outOfDate) {
            ledger.tell(OutcomeKind.AGGREGATION_DUE, new JsonObject());
        }
        return folded;
    }

    /** False if it is left for later. */
    private boolean foldOne(StoredOutcome outcome) {
        if (lockedRuns.contains(outcome.runId())) {
            return false;
        }
        Optional<RuntimeException> failure = ledger.attempt(() -> {
            String ignored = apply(outcome);
            ledger.mark(outcome.id(), ignored == null ? Disposition.APPLIED : Disposition.IGNORED, ignored);
        });
        if (failure.isPresent() && failure.get() instanceof Locked) {
            LOG.debugf(
                    "outcome %d (%s) is left for later: somebody has locked what it is about",
                    outcome.id(), outcome.kind());
            if (outcome.runId() != null && !ofTruth(outcome.kind())) {
                lockedRuns.add(outcome.runId());
            }
            return false;
        }
        failure.ifPresent(thrown -> park(outcome, thrown));
        return true;
    }

    /** What is about all runs of a source: it may be any of them that is locked, and the order does not matter. */
    private static boolean ofTruth(OutcomeKind kind) {
        return kind == OutcomeKind.TRUTH_READY || kind == OutcomeKind.TRUTH_GONE || kind == OutcomeKind.TRUTH_WAITING;
    }

    /** Null if the outcome was applied, else why it was ignored. */
    private String apply(StoredOutcome outcome) {
        if (outcome.kind() == OutcomeKind.OPERATOR_ACTED) {
            return null;
        }
        if (outcome.responseId() != null) {
            return responseEvents.apply(outcome, outcome.responseId(), outcome.responseEvent());
        }
        if (ofTruth(outcome.kind())) {
            return truthEvents.apply(outcome);
        }
        if (outcome.kind() == OutcomeKind.AGGREGATION_DUE) {
            touched.addAll(ledger.runs().current());
            return null;
        }
        return runEvents.apply(outcome);
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

    /**
     * Averages and ranks that cannot be computed hold up neither the outcomes nor another run. Where only a lock was in
     * the way, they are computed with a later batch.
     */
    private void project(int runId) {
        ledger.attempt(() -> ledger.project(runId)).ifPresent(failure -> {
            if (failure instanceof Locked) {
                outOfDate = true;
                return;
            }
            LOG.errorf(failure, "the averages and ranks of run %d cannot be computed", runId);
            String message = "averages and ranks are out of date: " + Parked.why(failure);
            ledger.log(null, runId, null, Level.ERROR, "fold", message);
        });
    }
}
