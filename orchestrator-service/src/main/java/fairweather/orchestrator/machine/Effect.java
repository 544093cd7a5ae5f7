package fairweather.orchestrator.machine;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.JobType;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** What else has to be written when a response changes. */
public sealed interface Effect {
    /** Puts the next job of this response into the queue. */
    record Enqueue(JobType type, JsonObject payload, Due due) implements Effect {}

    /** Ends whatever job of this response is unfinished and takes its lease away. */
    record CancelJobs(String reason) implements Effect {}

    /** Marks all score rows of this response as void; they stay for the audit. */
    record VoidScores() implements Effect {}

    /** Writes the step rows of the leads that wait, with the instant from which they may be scored. */
    record AwaitLeads(Map<Integer, Instant> dueByLead) implements Effect {}

    /** Ends every step row that is still open: nobody will work on it. */
    record CloseSteps(Failure failure) implements Effect {}

    /** Ends the step row of a lead nobody works on. */
    record EndLead(int leadHours, Failure failure) implements Effect {}

    /** Counts one exchange with the miner; {@code code} is null for a success. */
    record CountExchange(Code code, Long latencyMs) implements Effect {}
}
