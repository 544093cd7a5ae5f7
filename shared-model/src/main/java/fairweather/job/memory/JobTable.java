package fairweather.job.memory;

import fairweather.job.JobStatus;
import fairweather.job.JobType;
import fairweather.job.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All jobs, and the ways to those that matter now; no question costs more than what it finds. */
final class JobTable {
    private record Miner(JobType.Service service, int uid) {}

    private final SortedMap<Long, JobEntry> jobs = new TreeMap<>();
    private final Map<String, JobEntry> unfinishedByKey = new HashMap<>();
    private final Map<JobType, Backlog> waiting = new EnumMap<>(JobType.class);
    private final Map<JobType, Integer> runningOfType = new EnumMap<>(JobType.class);
    private final Map<Miner, JobEntry> runningOfMiner = new HashMap<>();
    private final NavigableSet<JobEntry> running = new TreeSet<>(
            Comparator.comparing((JobEntry job) -> job.leaseExpiresAt).thenComparing(job -> job.id));

    JobTable() {
        for (JobType type : JobType.values()) {
            waiting.put(type, new Backlog());
        }
    }

    void add(JobEntry job) {
        jobs.put(job.id, job);
        enter(job);
    }

    /** Changes a job; if the change throws, whatever it did by then stays. */
    void change(JobEntry job, Runnable change) {
        leave(job);
        try {
            change.run();
        } finally {
            enter(job);
        }
    }

    private void enter(JobEntry job) {
        if (!job.status.finished() && job.created.singletonKey() != null) {
            unfinishedByKey.put(job.created.singletonKey(), job);
        }
        if (job.status.waiting()) {
            backlog(job.created.type()).add(job);
        }
        if (job.status == JobStatus.IN_PROGRESS) {
            running.add(job);
            runningOfType.merge(job.created.type(), 1, Integer::sum);
            if (job.created.minerUid() != null) {
                runningOfMiner.put(miner(job), job);
            }
        }
    }

    private void leave(JobEntry job) {
        if (!job.status.finished() && job.created.singletonKey() != null) {
            unfinishedByKey.remove(job.created.singletonKey());
        }
        if (job.status.waiting()) {
            backlog(job.created.type()).remove(job);
        }
        if (job.status == JobStatus.IN_PROGRESS) {
            running.remove(job);
            runningOfType.merge(job.created.type(), -1, Integer::sum);
            if (job.created.minerUid() != null) {
                runningOfMiner.remove(miner(job));
            }
        }
    }

    private static Miner miner(JobEntry job) {
        return new Miner(job.created.type().service(), job.created.minerUid());
    }

    /** Null if there is none. */
    JobEntry job(long id) {
        return jobs.get(id);
    }

    Collection<JobEntry> all() {
        return jobs.values();
    }

    boolean unfinished(String singletonKey) {
        return unfinishedByKey.containsKey(singletonKey);
    }

    Backlog backlog(JobType type) {
        return waiting.get(type);
    }

    int running(JobType type) {
        return runningOfType.getOrDefault(type, 0);
    }

    Collection<JobEntry> running() {
        return running;
    }

    /** Whether a job of the same miner runs in the service that this one belongs to. */
    boolean minerIsBusy(JobEntry job) {
        return job.created.minerUid() != null && runningOfMiner.containsKey(miner(job));
    }

    List<JobEntry> held(Collection<Lease> leases) {
        List<JobEntry> held = new ArrayList<>();
        for (Lease lease : leases) {
            JobEntry job = jobs.get(lease.jobId());
            if (job != null && job.heldBy(lease)) {
                held.add(job);
            }
        }
        return held;
    }

    /** The longest expired first. */
    List<JobEntry> expired(Instant now, int limit) {
        List<JobEntry> expired = new ArrayList<>();
        Iterator<JobEntry> soonest = running.iterator();
        while (soonest.hasNext() && expired.size() < limit) {
            JobEntry job = soonest.next();
            if (!job.leaseExpiresAt.isBefore(now)) {
                return expired;
            }
            expired.add(job);
        }
        return expired;
    }

    List<JobEntry> removeFinished() {
        List<JobEntry> finished =
                jobs.values().stream().filter(job -> job.status.finished()).toList();
        finished.forEach(job -> jobs.remove(job.id));
        return finished;
    }
}
