package fairweather.proof.simulation.process;

import fairweather.job.HoldTarget;
import fairweather.job.JobType;
import fairweather.orchestrator.calendar.RunCalendar;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.proof.simulation.store.Known;
import fairweather.proof.simulation.store.Store;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.world.SimulatedGateway;
import fairweather.response.ResponseStatus;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/** What happens by the clock: the periodic work, and the trouble that comes to a process whatever it does. */
public final class Timetable {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long HALF_AN_HOUR = HOUR / 2;

    /** When the day's run opens. */
    private static final long OPENING = 18 * HOUR;

    private final VirtualTime time;
    private final Cluster cluster;
    private final Store store;
    private final SimulatedGateway gateway;
    private final Mishaps mishaps;
    private final Calendar calendar;
    private boolean over;

    /** @param lastDay the last day that gets a run */
    public Timetable(
            VirtualTime time,
            Cluster cluster,
            Store store,
            SimulatedGateway gateway,
            Mishaps mishaps,
            RunCalendar series,
            LocalDate lastDay) {
        this.time = time;
        this.cluster = cluster;
        this.store = store;
        this.gateway = gateway;
        this.mishaps = mishaps;
        this.calendar = new Calendar(series, store, lastDay);
    }

    public void begin(int days) {
        time.after(MINUTE, this::tick);
        if (!mishaps.on()) {
            return;
        }
        for (Worker worker : cluster.workers()) {
            time.after(mishaps.dice().waiting(16 * HOUR), () -> strike(worker));
        }
        time.after(mishaps.dice().waiting(DAY), this::gatewayAway);
        time.after(mishaps.dice().waiting(DAY), this::storeAway);
        for (int day = 0; day < days; day++) {
            long midnight = day * DAY;
            if (mishaps.dice().chance(0.1)) {
                time.at(midnight + OPENING - mishaps.dice().between(0, 20 * MINUTE), this::orchestratorsDown);
            }
            if (mishaps.dice().chance(0.05)) {
                time.at(midnight + mishaps.dice().between(0, DAY), this::cancelRun);
            }
            if (mishaps.dice().chance(0.15)) {
                time.at(midnight + mishaps.dice().between(0, DAY), this::hold);
            }
            if (mishaps.dice().chance(0.2)) {
                time.at(midnight + OPENING + mishaps.dice().between(0, 3 * HOUR), this::cancelJob);
            }
            if (mishaps.dice().chance(0.3)) {
                time.at(midnight + mishaps.dice().between(0, DAY), this::redrive);
            }
        }
    }

    /** Nothing more happens by the clock. */
    public void end() {
        over = true;
    }

    /** Every minute while a run may be opened; else there is nothing that is in a hurry. */
    private void tick() {
        if (over) {
            return;
        }
        long ofDay = time.now() % DAY;
        boolean opening = ofDay >= OPENING - MINUTE && ofDay < OPENING + 3 * HOUR;
        time.after(opening ? MINUTE : HALF_AN_HOUR - ofDay % HALF_AN_HOUR, this::tick);
        boolean kept = cluster.anyOrchestrator(time.now() / MINUTE)
                .map(this::periodicWork)
                .orElse(false);
        if (ofDay == OPENING && !kept) {
            mishaps.count(Mishap.TRIGGER_MISSED);
        }
    }

    /** False if the calendar was left alone. */
    private boolean periodicWork(Worker orchestrator) {
        boolean kept = keepCalendar(orchestrator);
        try {
            orchestrator.call(() -> {
                calendar.sweep();
                return null;
            });
        } catch (Trouble away) {
            store.trace().note(orchestrator.name(), "cannot sweep", 0, away.getMessage());
        }
        return kept;
    }

    private boolean keepCalendar(Worker orchestrator) {
        try {
            String validator = gateway.identity();
            orchestrator.call(() -> {
                calendar.tick(validator);
                return null;
            });
            return true;
        } catch (IOException | Trouble away) {
            store.trace().note(orchestrator.name(), "leaves the calendar alone", 0, away.getMessage());
            return false;
        }
    }

    private void strike(Worker worker) {
        if (!mishaps.on()) {
            return;
        }
        Dice dice = mishaps.dice();
        time.after(dice.waiting(16 * HOUR), () -> strike(worker));
        double kind = dice.unit();
        if (!worker.up()) {
            return;
        }
        if (kind < 0.4) {
            mishaps.count(Mishap.PAUSE);
            worker.pause(dice.between(31_000, 5 * MINUTE));
        } else if (kind < 0.7 || worker.paused()) {
            mishaps.count(Mishap.CRASH);
            worker.crash();
        } else {
            mishaps.count(Mishap.RESTART);
            worker.stop();
        }
    }

    private void gatewayAway() {
        if (mishaps.on()) {
            mishaps.count(Mishap.GATEWAY_AWAY);
            long most = mishaps.dice().chance(0.1) ? HOUR : 5 * MINUTE;
            gateway.away(time.now() + mishaps.dice().between(10_000, most));
            time.after(mishaps.dice().waiting(DAY), this::gatewayAway);
        }
    }

    private void storeAway() {
        if (mishaps.on()) {
            mishaps.count(Mishap.STORE_AWAY);
            long until = time.now() + mishaps.dice().between(2_000, 2 * MINUTE);
            cluster.workers().forEach(worker -> worker.storeAway(until));
            time.after(mishaps.dice().waiting(DAY), this::storeAway);
        }
    }

    private void orchestratorsDown() {
        if (mishaps.on()) {
            mishaps.count(Mishap.ORCHESTRATORS_DOWN);
            cluster.closeOrchestrators(time.now() + mishaps.dice().between(10 * MINUTE, 4 * HOUR));
        }
    }

    private void cancelRun() {
        List<Run> live = store.tables().runs().values().stream()
                .filter(run -> !run.status().terminal())
                .toList();
        if (mishaps.on() && !live.isEmpty()) {
            mishaps.count(Mishap.RUN_CANCELLED);
            Run run = live.get(Math.floorMod(mishaps.dice().next(), live.size()));
            store.cancelRun(run.id(), "an operator says so");
        }
    }

    private void hold() {
        if (mishaps.on()) {
            mishaps.count(Mishap.WORK_HELD);
            Dice dice = mishaps.dice();
            JobType[] types = JobType.values();
            HoldTarget target = dice.chance(0.5)
                    ? HoldTarget.ofMiner((int) dice.between(0, 7))
                    : HoldTarget.of(types[Math.floorMod(dice.next(), types.length)]);
            store.queue().hold(target, dice.between(MINUTE, 90 * MINUTE), "an operator says so");
        }
    }

    private void cancelJob() {
        List<Known> open = store.queue().known().values().stream()
                .filter(job -> job.place() != Known.Place.FINISHED)
                .filter(job -> job.created().type() != JobType.ERA5_TRUTH)
                .toList();
        if (mishaps.on() && !open.isEmpty()) {
            mishaps.count(Mishap.JOB_CANCELLED);
            store.cancelJob(
                    open.get(Math.floorMod(mishaps.dice().next(), open.size())).id(), "an operator says so");
        }
    }

    private void redrive() {
        List<Response> dead = store.tables().runs().values().stream()
                .filter(run -> !run.status().terminal())
                .flatMap(run -> store.tables().ofRun(run.id()).stream())
                .filter(response -> response.state().status() == ResponseStatus.FAILED)
                .toList();
        if (mishaps.on() && !dead.isEmpty()) {
            mishaps.count(Mishap.JOB_REDRIVEN);
            store.redrive(dead.get(Math.floorMod(mishaps.dice().next(), dead.size())));
        }
    }
}
