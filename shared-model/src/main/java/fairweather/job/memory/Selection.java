package fairweather.job.memory;

import fairweather.job.HostLimit;
import fairweather.job.JobLimits;
import fairweather.job.JobType;
import fairweather.job.Obstacle;
import fairweather.job.Preview;
import fairweather.job.StandingHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who of a type is claimed now and who is not: what the claim of the queue in PostgreSQL decides in one statement. */
final class Selection {
    private final JobTable jobs;
    private final Holds holds;
    private final Hosts hosts;
    private final JobLimits limits;
    private final JobType type;
    private final Instant now;
    private final HostLimit hostLimit;
    private final Map<String, Integer> conversations;

    Selection(JobTable jobs, Holds holds, Hosts hosts, JobLimits limits, JobType type, Instant now) {
        this.jobs = jobs;
        this.holds = holds;
        this.hosts = hosts;
        this.limits = limits;
        this.type = type;
        this.now = now;
        hostLimit = limits.host(type);
        conversations = hostLimit == null ? Map.of() : conversations();
    }

    private Map<String, Integer> conversations() {
        Map<String, Integer> running = new HashMap<>();
        for (JobEntry job : jobs.running()) {
            String host = job.created.type().service() == JobType.Service.ORCHESTRATOR ? hosts.of(job) : null;
            if (host != null) {
                running.merge(host, 1, Integer::sum);
            }
        }
        return running;
    }

    /** The jobs that a claim takes, in claim order. */
    List<JobEntry> chosen(int limit) {
        List<JobEntry> chosen = new ArrayList<>();
        verdicts(limit).forEach((job, obstacle) -> {
            if (obstacle == null) {
                chosen.add(job);
            }
        });
        return chosen;
    }

    /** Whether there is anything to choose. */
    boolean any() {
        return !chosen(1).isEmpty();
    }

    /** Whatever a claim looks at without finding an obstacle, each with what keeps it back none the less, or null. */
    private Map<JobEntry, Obstacle> verdicts(int limit) {
        Map<JobEntry, Obstacle> verdicts = new LinkedHashMap<>();
        Set<Integer> miners = new HashSet<>();
        Map<String, Integer> turns = new HashMap<>();
        long most = Math.min(limit, room());
        for (JobEntry job : jobs.backlog(type).due(now)) {
            if (verdicts.size() >= most) {
                break;
            }
            if (obstacle(job) == null) {
                verdicts.put(job, inTurn(job, miners, turns));
            }
        }
        return verdicts;
    }

    private long room() {
        return limits.mostRunning(type).isPresent()
                ? limits.mostRunning(type).getAsInt() - jobs.running(type)
                : Long.MAX_VALUE;
    }

    private Obstacle obstacle(JobEntry job) {
        if (holds.on(job, now).isPresent()) {
            return Obstacle.HELD;
        }
        if (jobs.minerIsBusy(job)) {
            return Obstacle.MINER_BUSY;
        }
        return hostObstacle(hostOf(job), 1);
    }

    private String hostOf(JobEntry job) {
        return hostLimit == null ? null : hosts.of(job);
    }

    /** @param turn how many of the host go first, this one included */
    private Obstacle hostObstacle(String host, int turn) {
        if (host == null) {
            return null;
        }
        if (turn > hostLimit.conversations() - conversations.getOrDefault(host, 0)) {
            return Obstacle.HOST_AT_LIMIT;
        }
        return turn > hosts.starts(host, hostLimit, now) ? Obstacle.HOST_PACED : null;
    }

    private Obstacle inTurn(JobEntry job, Set<Integer> miners, Map<String, Integer> turns) {
        String host = hostOf(job);
        int turn = host == null ? 1 : turns.merge(host, 1, Integer::sum);
        if (job.created.minerUid() != null && !miners.add(job.created.minerUid())) {
            return Obstacle.MINER_BUSY;
        }
        return hostObstacle(host, turn);
    }

    /** Adds what is due and would not be claimed, up to the limit. */
    void heldBack(int limit, List<Preview.HeldBack> heldBack) {
        Map<JobEntry, Obstacle> verdicts = verdicts(limit);
        int before = heldBack.size();
        for (JobEntry job : jobs.backlog(type).due(now)) {
            if (heldBack.size() - before == limit) {
                return;
            }
            Obstacle obstacle = obstacle(job);
            if (obstacle == null) {
                Obstacle atLimit = room() < limit ? Obstacle.TYPE_AT_LIMIT : null;
                obstacle = verdicts.containsKey(job) ? verdicts.get(job) : atLimit;
            }
            if (obstacle != null) {
                heldBack.add(explained(job, obstacle));
            }
        }
    }

    private Preview.HeldBack explained(JobEntry job, Obstacle obstacle) {
        return switch (obstacle) {
            case HELD -> {
                StandingHold hold = holds.on(job, now).orElseThrow();
                yield new Preview.HeldBack(job.waiting(), obstacle, hold.reason(), hold.until());
            }
            case HOST_PACED ->
                new Preview.HeldBack(job.waiting(), obstacle, hostOf(job), hosts.next(hostOf(job), hostLimit));
            case HOST_AT_LIMIT -> new Preview.HeldBack(job.waiting(), obstacle, hostOf(job), null);
            case MINER_BUSY, TYPE_AT_LIMIT -> new Preview.HeldBack(job.waiting(), obstacle, null, null);
        };
    }
}
