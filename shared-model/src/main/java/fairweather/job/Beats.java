package fairweather.job;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Keeps the leases of running attempts alive, all with one statement, and stops the attempts that have lost theirs. */
final class Beats {
    private static final Logger LOG = Logger.getLogger(WorkerPool.class);

    private final JobQueue queue;
    private final Attempts attempts;
    private final Duration lease;

    Beats(JobQueue queue, Attempts attempts, Duration lease) {
        this.queue = queue;
        this.attempts = attempts;
        this.lease = lease;
    }

    /** Never throws, since that would end all beats. */
    void beat() {
        Set<Lease> leases = attempts.leases();
        if (!leases.isEmpty()) {
            Uni.createFrom()
                    .deferred(() -> queue.heartbeat(leases, lease))
                    .subscribe()
                    .with(
                            held -> attempts.lose(without(leases, held)),
                            failure -> LOG.warnf("cannot renew the leases: %s", failure));
        }
    }

    private static Set<Lease> without(Set<Lease> leases, Set<Lease> held) {
        Set<Lease> lost = new HashSet<>(leases);
        lost.removeAll(held);
        return lost;
    }
}
