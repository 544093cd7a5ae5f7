package fairweather.proof.simulation.process;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A process with one lane, whose jobs are known by their ids: 1, 2 and so on in the order of their coming. */
abstract class WorkingProcess {
    static final JobType TYPE = JobType.QUERY_MINER;
    static final Failure REFUSED = Failure.of(Code.HTTP_5XX, "refused");
    static final Due LATER = Due.after(Duration.ofHours(1));

    /** What the task of a job does. */
    enum Conduct {
        SUCCEEDS,
        FAILS,
        WAITS,
        NEVER_RETURNS,
        REPORTS_AT_THE_GATE,
        RETURNS_AT_THE_GATE
    }

    final QueueCalls calls = new QueueCalls();
    private final List<Conduct> conducts = new ArrayList<>();

    /** Works off jobs with such tasks, one of each. */
    final void start(int slots, Conduct... jobs) {
        for (Conduct conduct : jobs) {
            conducts.add(conduct);
            JsonObject payload = new JsonObject().put("miner_hotkey", "key-" + conducts.size());
            enqueue(new NewJob(TYPE, TYPE.priority(), payload, Due.now(), null, 1, null, conducts.size(), null));
        }
        start(slots);
    }

    final Conduct conduct(long jobId) {
        return conducts.get((int) jobId - 1);
    }

    /** Waits for a call with these words. */
    final void until(String words) {
        await(() -> calls.lines().stream().anyMatch(line -> line.contains(words)));
    }

    final List<String> withoutBeats() {
        return calls.lines().stream().filter(line -> !line.startsWith("renews")).toList();
    }

    final List<String> ofTheFirstJob() {
        return calls.lines().stream().filter(line -> line.contains("1#1")).toList();
    }

    abstract void enqueue(NewJob job);

    abstract void start(int slots);

    abstract void await(BooleanSupplier condition);

    abstract void cancel(long jobId);

    abstract void openGate();

    /** The store does not answer until the attempt whose result waits to be written has given up. */
    abstract void storeAwayUntilGivenUp();

    /** Stops it and opens the gate meanwhile. */
    abstract void stop();
}
