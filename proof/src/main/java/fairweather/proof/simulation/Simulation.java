package fairweather.proof.simulation;

import fairweather.job.JobQueue;
import fairweather.job.memory.InMemoryJobQueue;
import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.proof.simulation.check.Ending;
import fairweather.proof.simulation.check.Invariants;
import fairweather.proof.simulation.process.Cluster;
import fairweather.proof.simulation.process.Mishaps;
import fairweather.proof.simulation.process.Timetable;
import fairweather.proof.simulation.store.AuditedQueue;
import fairweather.proof.simulation.store.MemorySubjects;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.trace.Trace;
import fairweather.proof.simulation.trace.Violation;
import fairweather.proof.simulation.world.Miners;
import fairweather.proof.simulation.world.Scenario;
import fairweather.proof.simulation.world.SimulatedGateway;
import fairweather.proof.simulation.world.Truths;
import fairweather.response.ResponseStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Plays a network for some virtual days, one run a day, with faults; then the faults stop and everything has to come to
 * an end. One seed decides everything: the same scenario always gives the same history.
 */
public final class Simulation {
    private static final Instant START = Instant.parse("2018-10-06T00:00:00Z");
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    private final Scenario scenario;
    private final VirtualTime time = new VirtualTime(START);
    private final Trace trace;
    private final Invariants invariants = new Invariants();
    private final Mishaps mishaps;
    private final Cluster cluster;
    private final Store store;
    private final Timetable timetable;
    private final Ending ending;

    private Simulation(Scenario scenario, Consumer<String> listener) {
        this.scenario = scenario;
        this.trace = new Trace(time, listener);
        this.mishaps = new Mishaps(Dice.of(scenario.seed(), 1), scenario.faults());
        this.cluster = new Cluster(time, mishaps);
        InMemoryJobQueue memory = new InMemoryJobQueue(time);
        JobQueue queue = SabotagedQueue.of(scenario.sabotage(), memory, cluster::callerSkew);
        this.store = new Store(new AuditedQueue(queue, memory, time, cluster), time, cluster, trace, invariants);
        invariants.watch(store);
        Miners miners = new Miners(scenario.seed(), scenario.tamed());
        RunCalendar series = Series.CALENDAR;
        Truths truths = new Truths(scenario.seed(), series.config().era5Delay());
        SimulatedGateway gateway = new SimulatedGateway(time, store.tables(), miners);
        LocalDate lastDay = LocalDate.ofInstant(START, ZoneOffset.UTC).plusDays(scenario.days() - 1L);
        this.timetable = new Timetable(time, cluster, store, gateway, mishaps, series, lastDay);
        this.ending = new Ending(store, truths, miners);
        cluster.start(scenario, store, new MemorySubjects(store, scenario.miners()), gateway, miners, truths, trace);
    }

    public static Result run(Scenario scenario) {
        return run(scenario, null);
    }

    /** @param listener is told everything that happens, or null */
    public static Result run(Scenario scenario, Consumer<String> listener) {
        Simulation simulation = new Simulation(scenario, listener);
        String violation = null;
        try {
            simulation.play();
        } catch (Violation violated) {
            violation = violated.getMessage();
        } catch (RuntimeException unexpected) {
            violation = "unexpected: " + unexpected + " at " + unexpected.getStackTrace()[0];
        }
        return simulation.result(violation);
    }

    private void play() {
        timetable.begin(scenario.days());
        long calm = scenario.days() * DAY;
        playUntil(calm);
        mishaps.stop();
        cluster.heal();
        trace.note("simulation", "stops all faults", 0, "");
        for (long hour = calm; !ending.reached(); hour += HOUR) {
            playUntil(hour + HOUR);
            ending.requireProgress(time.instant(calm));
        }
        timetable.end();
        ending.requireAllDone(time.instant(0), scenario.days());
    }

    private void playUntil(long end) {
        for (long hour = time.now(); hour < end; ) {
            hour = Math.min(end, hour + HOUR);
            boolean more = true;
            while (more) {
                more = time.step(hour);
            }
            time.at(hour, () -> {});
            time.step(hour);
            invariants.all();
        }
    }

    private Result result(String violation) {
        SortedMap<String, Double> scores = new TreeMap<>();
        int scored = 0;
        int ended = 0;
        for (Response response : store.tables().responses().values()) {
            Run run = store.tables().runs().get(response.runId());
            ResponseStatus status = response.state().status();
            if (status == ResponseStatus.ERA5_SCORED) {
                scored++;
                int leads = run.config().era5LeadHours().size();
                scores.put(
                        run.initTime() + " uid " + response.uid(),
                        response.state().overall(leads));
            } else if (status.terminal()) {
                ended++;
            }
        }
        return new Result(
                scenario,
                violation,
                time.instant(),
                trace.lastLines(),
                trace.hash(),
                time.happened(),
                mishaps.counts(),
                store.tables().runs().size(),
                scored,
                ended,
                store.outcomes().written(),
                invariants.ignored(),
                store.queue().finished(),
                store.queue().refused(),
                scores);
    }
}
