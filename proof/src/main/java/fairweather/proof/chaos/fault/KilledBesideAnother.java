package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.deploy.process.SupervisedProcess;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Held;
import fairweather.proof.chaos.Recovery;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** kill -9 of a service beside which another of its kind runs; it stays dead until its work has gone on there. */
public final class KilledBesideAnother implements Fault {
    private final Service service;
    private SupervisedProcess other;

    public KilledBesideAnother(Service service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "kill9-" + service.word() + "-other";
    }

    @Override
    public String sentence() {
        return "kill -9 of one of two " + service.module() + "s, not started again; the other takes its work";
    }

    /** The other one stands still at first, so that it is the first one that is caught at work. */
    @Override
    public void prepare(Arena arena) {
        other = arena.demonstration().startBeside(service, Map.of());
        other.signal("STOP");
    }

    @Override
    public Recovery strike(Arena arena) throws IOException, SQLException {
        List<Held> held = arena.catchAtWork(service);
        other.signal("CONT");
        Instant killed = arena.now();
        arena.process(service).hold();
        Optional<Instant> elsewhere = arena.awaitGoneOn(held, Targets.ELSEWHERE.plus(Targets.PATIENCE));
        arena.process(service).release();
        return new Recovery(
                "killed for good with " + held.size() + " jobs at work, another one running",
                elsewhere.map(when -> Duration.between(killed, when)).orElseGet(() -> arena.since(killed)),
                Targets.ELSEWHERE,
                elsewhere.isPresent() ? List.of() : List.of("the other one did not take all of its work"));
    }
}
