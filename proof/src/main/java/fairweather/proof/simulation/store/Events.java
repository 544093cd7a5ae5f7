package fairweather.proof.simulation.store;

import fairweather.job.JobType;

/** Who wants to know what was written; the notifications of the store. */
public interface Events {
    /** Work of this type will be due then, or is. */
    void work(JobType type, long due);

    /** Work of this type that had to wait for other work may be done now; nobody is notified. */
    void room(JobType type);

    /** There is something to fold. */
    void outcomes();

    /** A lease will lapse then unless it is renewed. */
    void lease(long end);
}
