package fairweather.proof.simulation.process;

import fairweather.job.JobType;
import fairweather.orchestrator.task.Subjects;
import fairweather.proof.simulation.store.Events;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Trace;
import fairweather.proof.simulation.world.Miners;
import fairweather.proof.simulation.world.Scenario;
import fairweather.proof.simulation.world.SimulatedGateway;
import fairweather.proof.simulation.world.Truths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two orchestrators and three scoring processes, started again whenever they are gone. */
public final class Cluster implements Events {
    private static final int ORCHESTRATORS = 2;
    private static final int SCORERS = 3;
    private static final long REAPER_TICK = 3_000;

    private final VirtualTime time;
    private final Mishaps mishaps;
    private final List<Orchestrator> orchestrators = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private Store store;
    private long closedUntil;
    private boolean reaping;

    public Cluster(VirtualTime time, Mishaps mishaps) {
        this.time = time;
        this.mishaps = mishaps;
    }

    /** Makes and starts all processes. */
    public void start(
            Scenario scenario,
            Store database,
            Subjects subjects,
            SimulatedGateway gateway,
            Miners miners,
            Truths truths,
            Trace trace) {
        store = database;
        Dice work = Dice.of(scenario.seed(), 2);
        Folding folding = new Folding(database, scenario.sabotage());
        Map<JobType, Worker.Lane> asking = OrchestratorScripts.lanes(subjects, gateway, time);
        for (int n = 1; n <= ORCHESTRATORS; n++) {
            orchestrators.add(new Orchestrator("orchestrator" + n, time, trace, mishaps, database, asking, folding));
        }
        workers.addAll(orchestrators);
        Map<JobType, Worker.Lane> scoring = ScoringScripts.lanes(miners, truths, gateway, work);
        for (int n = 1; n <= SCORERS; n++) {
            workers.add(new Worker("scoring" + n, time, trace, mishaps, database, scoring));
        }
        for (Worker worker : workers) {
            worker.whenGone(() -> restart(worker));
            worker.start();
        }
    }

    /** Soon as a rule; sometimes nobody notices for long; never while the orchestrators are kept down. */
    private void restart(Worker worker) {
        boolean unnoticed = mishaps.on() && mishaps.dice().chance(0.05);
        long wait = mishaps.dice().between(1_000, unnoticed ? 2 * 3_600_000 : 60_000);
        long earliest = orchestrators.contains(worker) ? closedUntil : 0;
        time.at(Math.max(earliest, time.now() + wait), () -> {
            if (!worker.up()) {
                worker.start();
            }
        });
    }

    /** How far the clock of the process that speaks to the store is ahead of the store's. */
    public Duration callerSkew() {
        return Duration.ofMillis(workers.stream()
                .filter(Host::calling)
                .mapToLong(Host::skew)
                .findFirst()
                .orElse(0));
    }

    List<Worker> workers() {
        return workers;
    }

    /** Keeps all orchestrators down until then. */
    void closeOrchestrators(long until) {
        closedUntil = until;
        orchestrators.stream().filter(Host::up).forEach(Host::crash);
    }

    /** Whoever is there to do what any orchestrator may do; the one whose turn it is first. */
    Optional<Worker> anyOrchestrator(long turn) {
        int first = Math.floorMod(turn, ORCHESTRATORS);
        for (int n = 0; n < ORCHESTRATORS; n++) {
            Orchestrator one = orchestrators.get((first + n) % ORCHESTRATORS);
            if (one.up() && !one.paused()) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** From now on everything runs. */
    public void heal() {
        closedUntil = 0;
        for (Worker worker : workers) {
            worker.goOn();
            worker.storeAway(0);
            if (!worker.up()) {
                worker.start();
            }
        }
    }

    @Override
    public void work(JobType type, long due) {
        boolean now = due <= time.now();
        for (Worker worker : workers) {
            worker.hear(type, due, now && !mishaps.notificationIsLost());
        }
    }

    @Override
    public void room(JobType type) {
        workers.forEach(worker -> worker.hear(type, time.now(), false));
    }

    @Override
    public void outcomes() {
        for (Orchestrator orchestrator : orchestrators) {
            orchestrator.hearOutcomes(!mishaps.notificationIsLost());
        }
    }

    @Override
    public void lease(long end) {
        if (!reaping) {
            reaping = true;
            time.at(tickAfter(end), this::reap);
        }
    }

    private static long tickAfter(long end) {
        return (end / REAPER_TICK + 1) * REAPER_TICK;
    }

    private void reap() {
        reaping = false;
        Optional<Long> lapse = store.queue().nextLapse();
        if (lapse.isEmpty()) {
            return;
        }
        if (lapse.get() < time.now()) {
            anyOrchestrator(time.now() / REAPER_TICK).ifPresent(this::reclaim);
        }
        store.queue().nextLapse().ifPresent(next -> lease(Math.max(next, time.now())));
    }

    private void reclaim(Worker orchestrator) {
        try {
            int taken = orchestrator.call(store::reclaim);
            if (taken > 0) {
                store.trace().note(orchestrator.name(), "takes back lapsed leases", taken, "");
            }
        } catch (Trouble away) {
            store.trace().note(orchestrator.name(), "cannot take back leases", 0, away.getMessage());
        }
    }
}
