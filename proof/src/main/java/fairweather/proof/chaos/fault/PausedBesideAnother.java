package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.deploy.process.SupervisedProcess;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Held;
import fairweather.proof.chaos.Recovery;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service that stands still for longer than its leases last, and another that takes its work meanwhile. */
public final class PausedBesideAnother implements Fault {
    private final Service service;
    private SupervisedProcess other;

    public PausedBesideAnother(Service service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "sigstop-" + service.word() + "-other";
    }

    @Override
    public String sentence() {
        return "SIGSTOP of one of two " + service.module()
                + "s for 60 s, then SIGCONT; the other has its work, every late write is refused and counted";
    }

    /** The other one stands still at first, so that it is the first one that is caught at work. */
    @Override
    public void prepare(Arena arena) {
        other = arena.demonstration().startBeside(service, Map.of());
        other.signal("STOP");
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        List<Held> held = arena.catchAtWork(service);
        Instant paused = arena.now();
        other.signal("CONT");
        Optional<Instant> elsewhere = arena.awaitGoneOn(held, PausedService.PAUSE);
        arena.pause(PausedService.PAUSE.minus(arena.since(paused)));
        int taken = arena.goneOn(held).size();
        arena.process(service).signal("CONT");
        arena.await(Targets.PATIENCE, () -> PausedService.refused(arena, service) >= taken);
        long refused = PausedService.refused(arena, service);
        List<String> problems = new ArrayList<>();
        if (elsewhere.isEmpty()) {
            problems.add("only " + taken + " of its " + held.size() + " jobs were taken by the other");
        }
        if (refused != taken) {
            problems.add(taken + " late results were to be refused, " + refused + " were counted");
        }
        return new Recovery(
                "paused for 60 s with " + held.size() + " jobs at work; the other took " + taken + ", " + refused
                        + " late results refused",
                Duration.between(paused, elsewhere.orElseGet(arena::now)),
                Targets.ELSEWHERE,
                problems);
    }
}
