package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.deploy.api.Probe;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Held;
import fairweather.proof.chaos.Recovery;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** kill -9 of a service that is started again at once. */
public record KilledService(Service service) implements Fault {
    @Override
    public String name() {
        return "kill9-" + service.word();
    }

    @Override
    public String sentence() {
        return "kill -9 of the " + service.module() + " with work in flight; it is started again, the work goes on";
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        return service == Service.GATEWAY ? strikeGateway(arena) : strikeWorker(arena);
    }

    private Recovery strikeWorker(Arena arena) throws SQLException {
        List<Held> held = arena.catchAtWork(service);
        Instant killed = arena.now();
        arena.process(service).kill();
        Optional<Instant> again = arena.awaitGoneOn(held, Targets.ELSEWHERE.plus(Targets.PATIENCE));
        return new Recovery(
                "killed with " + held.size() + " jobs at work",
                again.map(when -> Duration.between(killed, when)).orElseGet(() -> arena.since(killed)),
                Targets.ELSEWHERE,
                again.isPresent() ? List.of() : List.of("not all of its work was taken up again"));
    }

    /** The gateway holds no leases; it works again when a forecast that is opened after its end has been scored. */
    private Recovery strikeGateway(Arena arena) throws SQLException {
        arena.awaitWork(Service.SCORING);
        arena.process(service).kill();
        Instant killed = arena.now();
        boolean back;
        try (Probe probe = new Probe(arena.demonstration().address(service))) {
            back = arena.await(Targets.ELSEWHERE.plus(Targets.PATIENCE), probe::ready);
        }
        Duration work = arena.untilWholeWork(Service.SCORING, killed, Targets.ELSEWHERE.plus(Targets.PATIENCE));
        return new Recovery(
                "killed while forecasts were read through it",
                work,
                Targets.ELSEWHERE,
                back ? List.of() : List.of("it is not ready again"));
    }
}
