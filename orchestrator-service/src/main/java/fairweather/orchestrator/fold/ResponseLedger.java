package fairweather.orchestrator.fold;

import fairweather.failure.Code;
import fairweather.orchestrator.machine.ResponseState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** The responses, their statistics and their scores. */
public interface ResponseLedger {
    /** The run of a response; empty if there is no such response. Locks nothing: a run is locked before its responses. */
    Optional<Integer> runOf(int responseId);

    /** The response, locked until the transaction ends. */
    Optional<Response> load(int responseId);

    /** The run's responses that go on and are not parked, in uid order. */
    List<Live> live(int runId);

    /** A response that goes on. */
    record Live(int id, int uid, String hotkey) {}

    /** Adds a miner to a run; the new response, or empty if it takes part already. */
    OptionalInt add(Run run, int uid, String hotkey, ResponseState seeded);

    /** Replaces the folded state of a response, all columns at once. */
    void save(Run run, Response before, ResponseState after, Instant at);

    /** Marks all score rows of a response as void; they stay for the audit. */
    void voidScores(Response response);

    /** Makes the rows of Day 1 and of these leads count again; the others stay void. */
    void restoreScores(Response response, SortedSet<Integer> leads);

    /** Counts an exchange with a miner that went well, if the slot is still its own; the latency may be null. */
    void exchanged(Response response, Long latencyMs);

    /**
     * Counts an exchange with a miner that failed, if the slot is still its own.
     *
     * @param ofHosting whether it may count against the miner's hosting; the code decides whether it does
     */
    void exchangeFailed(Response response, Code code, boolean ofHosting);
}
