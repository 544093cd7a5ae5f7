package fairweather.bench.queue;

import java.time.Duration;

/** A queue that is measured, with a database of its own on the one server. */
interface Contestant extends AutoCloseable {
    String name();

    /** Where its table is. */
    String database();

    /** The table of its jobs, for VACUUM. */
    String table();

    /** Removes all jobs. */
    void empty();

    /** Adds jobs that are due now. */
    void fill(int jobs);

    /** Adds rows of finished jobs. False, and nothing added, if it keeps none. */
    boolean addFinished(int rows);

    /** How many jobs are not finished. */
    long unfinished();

    /** Works off what {@link #fill} added, for at most the limit; from the first start to the last end. */
    Duration drain(int jobs, Duration limit) throws InterruptedException;

    @Override
    void close();
}
