package fairweather.bench.queue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What one contestant did in one round: so many jobs in so long, at that cost. */
record Round(long jobs, Duration took, Usage usage) {
    /** A backend tells what it has counted when it ends, a moment after its client has gone. */
    private static final Duration COUNTED = Duration.ofMillis(300);

    /** Removes what the round before left, fills, and lets the contestant work. */
    static Round of(Contestant contestant, Condition condition, int jobs, Duration limit, DurableServer server)
            throws Exception {
        if (condition != Condition.FINISHED) {
            contestant.empty();
        }
        contestant.fill(jobs);
        server.execute(contestant.database(), "VACUUM (ANALYZE) " + contestant.table());
        server.execute(contestant.database(), "CHECKPOINT");
        if (condition == Condition.SNAPSHOT) {
            try (HeldSnapshot _ = new HeldSnapshot(server, contestant.database())) {
                return measured(contestant, jobs, limit, server);
            }
        }
        return measured(contestant, jobs, limit, server);
    }

    private static Round measured(Contestant contestant, int jobs, Duration limit, DurableServer server)
            throws InterruptedException {
        Usage before = Usage.now(server, contestant.database());
        Duration took = contestant.drain(jobs, limit);
        LockSupport.parkNanos(COUNTED.toNanos());
        Usage used = Usage.now(server, contestant.database()).since(before);
        return new Round(jobs - contestant.unfinished(), took, used);
    }

    double perSecond() {
        return jobs * 1e9 / took.toNanos();
    }

    double walBytesPerJob() {
        return (double) usage.walBytes() / jobs;
    }

    double commitsPerJob() {
        return (double) usage.commits() / jobs;
    }

    double clientMicrosPerJob() {
        return usage.client().toNanos() / 1e3 / jobs;
    }

    double serverMicrosPerJob() {
        return usage.server().toNanos() / 1e3 / jobs;
    }
}
