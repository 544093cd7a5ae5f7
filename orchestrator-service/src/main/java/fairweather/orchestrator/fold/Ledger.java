package fairweather.orchestrator.fold;

import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All that one fold reads and writes, in one transaction: the decisions are the fold's, the rows are the ledger's. */
public interface Ledger {
    /** How the fold of an outcome ended; kept with the outcome. */
    enum Disposition {
        APPLIED,
        IGNORED,
        PARKED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How serious a line of the job log is. */
    enum Level {
        INFO,
        WARN,
        ERROR
    }

    /** One legal step of a run, or of a response of it; {@code responseId} is null for the run itself. */
    record Transition(
            long outcomeId, int runId, Integer responseId, String from, String to, String reason, Instant at) {}

    RunLedger runs();

    ResponseLedger responses();

    WorkLedger work();

    /** The next outcomes to be folded, in the order of writing; a batch at most. */
    List<StoredOutcome> unfolded();

    /**
     * Does one step of the batch.
     *
     * @return what it threw, with all that it wrote undone; empty if it went well. That is {@link Locked} if somebody
     *     else was in its way. What else the store itself throws and passes with time is thrown on: the batch is to be
     *     tried again as a whole.
     */
    Optional<RuntimeException> attempt(Runnable step);

    /** @param reason null for an outcome that was applied */
    void mark(long outcomeId, Disposition disposition, String reason);

    /** Takes a response out of the fold until an operator has it folded again. */
    void park(int responseId, String reason);

    void transition(Transition transition);

    /** Writes a line of the job log; job, run and response may be null. */
    void log(Long jobId, Integer runId, Integer responseId, Level level, String source, String message);

    /** Writes an outcome of the fold's own, about no run in particular. */
    void tell(OutcomeKind kind, JsonObject data);

    /** Brings the averages, ranks and combined rows of a run up to date. */
    void project(int runId);
}
