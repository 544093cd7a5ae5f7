package fairweather.orchestrator.task;

import fairweather.job.Job;
import java.util.List;

/** What the tasks read about whom their work concerns. */
public interface Subjects {
    /** A registered miner. */
    record Miner(int uid, String hotkey) {}

    /** The registered miners in uid order; {@code uids} limits them, null does not. */
    List<Miner> registered(List<Integer> uids);

    /** The uids of a run that nobody has asked for a forecast, in order. */
    List<Integer> unasked(int runId);

    /**
     * The response of a job.
     *
     * @throws fairweather.failure.FailureException ISOLATION if it does not exist or is another's than the job says
     */
    ResponseFacts response(Job job);

    /** Whether another slot of the run already has this miner job. */
    boolean ownedByAnother(ResponseFacts response, String jobId);
}
