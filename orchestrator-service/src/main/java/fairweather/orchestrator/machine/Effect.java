package fairweather.orchestrator.machine;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.JobType;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;

/** What else has to be written when a response changes. */
public sealed interface Effect {
    /** Puts the next job of this response into the queue. */
    record Enqueue(JobType type, JsonObject payload, Due due) implements Effect {}

    /** Ends whatever job of this response is unfinished and takes its lease away. */
    record CancelJobs(String reason) implements Effect {}

    /** Marks all score rows of this response as void; they stay for the audit. */
    record VoidScores() implements Effect {}

    /**
     * Makes score rows count again, after an operator's redrive: those of Day 1 and of these leads. Rows of other leads
     * stay void.
     */
    record RestoreScores(SortedSet<Integer> leads) implements Effect {}

    /** Writes the step rows of the leads that wait, with the instant from which they may be scored. */
    record AwaitLeads(Map<Integer, Instant> dueByLead) implements Effect {}

    /** Ends every step row that is still open: nobody will work on it. */
    record CloseSteps(Failure failure) implements Effect {}

    /**
     * Opens the failed step rows of a stage and of those after it again for an operator's redrive, as if they had never
     * begun: pending, without start, end and error, with the whole retry budget. (The window to freeze in begins with
     * the row's first start.) A row of an attempt goes: there is none before the attempt.
     *
     * @param leads the leads that are open again, for whose rows alone this holds in era5; else empty
     */
    record ReopenSteps(Stage stage, SortedSet<Integer> leads) implements Effect {}

    /** Ends the step row of a lead nobody works on. */
    record EndLead(int leadHours, Failure failure) implements Effect {}

    /**
     * Counts one exchange with the miner.
     *
     * @param code null for a success
     * @param ofHosting whether it is a sample of the miner's hosting: initiate, poll, access with manifest are, the
     *     readings of a frozen store are not
     */
    record CountExchange(Code code, Long latencyMs, boolean ofHosting) implements Effect {
        CountExchange(Code code, Long latencyMs) {
            this(code, latencyMs, true);
        }
    }
}
