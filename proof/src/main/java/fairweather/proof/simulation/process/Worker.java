package fairweather.proof.simulation.process;

import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.WorkerPool;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A process that works, by the rules of the worker pool: it claims what it has slots for, renews its leases every 10 s,
 * and looks at the queue when it is told to and every 5 s. Looks that could find nothing are left out.
 */
class Worker extends Host {
    private static final long AFTER_TROUBLE = 1000;
    private static final long POLL = WorkerPool.POLL.toMillis();

    /** How a process handles one job type. */
    record Lane(int slots, Function<Job, Script> script) {}

    private final Store store;
    private final Map<JobType, Lane> lanes;
    private final Map<JobType, Integer> busy = new EnumMap<>(JobType.class);
    private final Map<Lease, Attempt> running = new LinkedHashMap<>();
    private long looksAt = Long.MAX_VALUE;
    private boolean beating;
    private boolean draining;

    Worker(String name, VirtualTime time, Trace trace, Mishaps mishaps, Store store, Map<JobType, Lane> lanes) {
        super(name, time, trace, mishaps);
        this.store = store;
        this.lanes = new EnumMap<>(lanes);
    }

    Store store() {
        return store;
    }

    Set<JobType> types() {
        return lanes.keySet();
    }

    @Override
    void start() {
        super.start();
        busy.clear();
        running.clear();
        beating = false;
        draining = false;
        looksAt = Long.MAX_VALUE;
        lookIn(1);
    }

    /** Claims no more, lets its attempts end for as long as the grace lasts, and goes. */
    void stop() {
        draining = true;
        if (running.isEmpty()) {
            leave();
        } else {
            plan(WorkerPool.GRACE.toMillis(), this::leave);
        }
    }

    /** Gives its claims back and goes; what its attempts still write is refused. */
    private void leave() {
        List<Lease> leases = List.copyOf(running.keySet());
        try {
            call(() -> store.queue().release(leases));
        } catch (Trouble lapse) {
            trace().note(name(), "cannot release its claims", 0, lapse.getMessage());
        }
        crash();
    }

    /** There is, or will be, work of this type. */
    void hear(JobType type, long due, boolean notified) {
        if (!up() || draining || !lanes.containsKey(type) || free(type) == 0) {
            return;
        }
        long wait = Math.max(0, due - time().now());
        lookIn(Math.max(wait, notified ? mishaps().dice().between(1, 5) : untilTick(POLL)));
    }

    private void lookIn(long millis) {
        long at = time().now() + millis;
        if (at < looksAt) {
            looksAt = at;
            plan(millis, () -> look(at));
        }
    }

    private void look(long planned) {
        if (planned != looksAt || draining) {
            return;
        }
        looksAt = Long.MAX_VALUE;
        boolean found = false;
        boolean trouble = false;
        for (JobType type : lanes.keySet()) {
            try {
                found |= claim(type);
            } catch (Trouble away) {
                trouble = true;
            }
        }
        if (trouble) {
            lookIn(AFTER_TROUBLE);
        } else if (found) {
            lookIn(1);
        } else {
            planNextLook();
        }
    }

    private boolean claim(JobType type) {
        int free = free(type);
        if (free == 0) {
            return false;
        }
        List<Job> jobs = call(() -> store.queue().claim(type, free, name(), WorkerPool.LEASE));
        for (Job job : jobs) {
            trace().note(
                            name(),
                            "claims " + type.word(),
                            job.lease().jobId(),
                            "token " + job.lease().token());
            busy.merge(type, 1, Integer::sum);
            Attempt attempt =
                    new Attempt(this, store, job, lanes.get(type).script().apply(job), () -> ended(job));
            running.put(job.lease(), attempt);
            beat();
            plan(1, attempt::begin);
        }
        return !jobs.isEmpty();
    }

    private int free(JobType type) {
        return lanes.get(type).slots() - busy.getOrDefault(type, 0);
    }

    private void planNextLook() {
        Set<JobType> open =
                lanes.keySet().stream().filter(type -> free(type) > 0).collect(Collectors.toSet());
        if (open.isEmpty()) {
            return;
        }
        try {
            Optional<Duration> next = call(() -> store.queue().untilNextDue(open));
            next.ifPresent(wait -> lookIn(Math.max(10, wait.toMillis())));
        } catch (Trouble away) {
            lookIn(POLL);
        }
    }

    private void ended(Job job) {
        running.remove(job.lease());
        busy.merge(job.type(), -1, Integer::sum);
        if (draining && running.isEmpty()) {
            leave();
        } else {
            lookIn(1);
        }
    }

    private void beat() {
        if (!beating) {
            beating = true;
            plan(untilTick(WorkerPool.HEARTBEAT.toMillis()), this::renew);
        }
    }

    private void renew() {
        beating = false;
        if (running.isEmpty()) {
            return;
        }
        List<Lease> leases = new ArrayList<>(running.keySet());
        beat();
        try {
            Set<Lease> held = call(() -> store.queue().heartbeat(leases, WorkerPool.LEASE));
            for (Lease lease : leases) {
                if (!held.contains(lease)) {
                    running.get(lease).lose();
                }
            }
        } catch (Trouble away) {
            trace().note(name(), "cannot renew its leases", leases.size(), away.getMessage());
        }
    }
}
