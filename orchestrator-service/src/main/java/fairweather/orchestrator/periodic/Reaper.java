package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import fairweather.job.JobQueue;
import java.time.Duration;
import java.time.Instant;

/**
 * Takes expired leases back. It is maintenance and no job, so that no queue can starve it; a page that is full is
 * followed by the next one at once.
 */
public final class Reaper implements Work {
    /** The most expired leases that one turn takes back. */
    static final int PAGE = 500;

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final JobQueue queue;

    public Reaper(JobQueue queue) {
        this.queue = queue;
    }

    @Override
    public Progress turn(Session tx, Instant occasion) {
        int reclaimed = queue.reclaimExpired(PAGE).await().atMost(LIMIT);
        return new Progress(reclaimed, reclaimed >= PAGE);
    }
}
