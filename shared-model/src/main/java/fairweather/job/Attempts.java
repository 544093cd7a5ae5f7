package fairweather.job;

import fairweather.memory.Permit;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/** The attempts that run in a pool now, and the slots they take. */
final class Attempts {
    private static final Logger LOG = Logger.getLogger(WorkerPool.class);

    private final JobQueue queue;
    private final RetryHistory history;
    private final Duration lease;
    private final ScheduledExecutorService timer;
    private final Runnable onEnd;
    private final Map<JobType, AtomicInteger> busy = new EnumMap<>(JobType.class);
    private final Map<Lease, Attempt> running = new ConcurrentHashMap<>();
    private final LongAdder lost = new LongAdder();

    /** @param onEnd is run when an attempt has ended and its slot and memory are free again */
    Attempts(
            JobQueue queue,
            RetryHistory history,
            Duration lease,
            Collection<Lane> lanes,
            ScheduledExecutorService timer,
            Runnable onEnd) {
        this.queue = queue;
        this.history = history;
        this.lease = lease;
        this.timer = timer;
        this.onEnd = onEnd;
        lanes.forEach(lane -> busy.put(lane.type(), new AtomicInteger()));
    }

    /** How many more attempts the lane may run. */
    int free(Lane lane) {
        return lane.slots() - busy.get(lane.type()).get();
    }

    void begin(Lane lane, Job job, Permit permit) {
        busy.get(job.type()).incrementAndGet();
        Attempt attempt = new Attempt(queue, history, job, lane, permit, lease, timer, lost::increment);
        running.put(job.lease(), attempt);
        attempt.run().subscribe().with(done -> ended(job, permit), failure -> {
            LOG.errorf(
                    failure,
                    "job_id=%d: could not be ended; its lease will lapse",
                    job.lease().jobId());
            ended(job, permit);
        });
    }

    private void ended(Job job, Permit permit) {
        running.remove(job.lease());
        busy.get(job.type()).decrementAndGet();
        permit.close();
        onEnd.run();
    }

    Set<Lease> leases() {
        return Set.copyOf(running.keySet());
    }

    /** Stops what runs under these leases. */
    void lose(Collection<Lease> leases) {
        for (Lease lease : leases) {
            Attempt attempt = running.get(lease);
            if (attempt != null) {
                attempt.lose();
            }
        }
    }

    int count() {
        return running.size();
    }

    /** How many have had their work discarded because their lease was lost. */
    long lost() {
        return lost.sum();
    }
}
