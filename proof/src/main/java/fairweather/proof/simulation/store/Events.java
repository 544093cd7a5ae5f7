package fairweather.proof.simulation.store;

import fairweather.job.JobType;

/** Who wants to know what was written; the notifications of the store. */
public interface Events {
    /** Work of this type will be due then, or is. */
    void work(JobType type, long due);

    /** There is something to fold. */
    void outcomes();

    /** A lease will lapse then unless it is renewed. */
    void lease(long end);
}
