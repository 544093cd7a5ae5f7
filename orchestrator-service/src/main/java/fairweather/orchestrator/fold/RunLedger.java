package fairweather.orchestrator.fold;

import fairweather.orchestrator.machine.ResponseCounts;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The runs and what is known of their truths. */
public interface RunLedger {
    /** The run, locked until the transaction ends. */
    Optional<Run> load(int runId);

    /** The runs that go on and are scored against a source, in id order, locked. */
    List<Run> live(String source);

    /** The runs that a full recomputation of averages and ranks is about, in id order. */
    List<Integer> current();

    ResponseCounts counts(int runId);

    /** One legal step. */
    void move(Run run, RunStatus to, String error, Instant at);

    /** The seed has found the run's reference data. */
    void seeded(Run run, JsonObject inputSources);

    /**
     * The seed has failed for now or for good.
     *
     * @param nextRetry null if it is for good
     */
    void seedTrouble(Run run, String message, int remaining, Instant nextRetry);

    /** What is known of the truth of the run's leads. */
    RunTruth truth(Run run);

    /** Shows on the board of every response that has nothing nearer to wait for when the truth is looked for again. */
    void truthAwaited(Run run, int lead, Instant next);

    /** A truth about which nothing was decided will never be known. */
    void giveUpTruth(String source, Instant validTime, String reason);

    /** Removes the statistics of miners that have lost their slot to another. */
    void forgetFormerOwners();
}
