package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Recovery;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A service that stands still for longer than its leases last, and nobody else to take its work. */
public record PausedService(Service service) implements Fault {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "sigstop-" + service.word();
    }

    @Override
    public String sentence() {
        return "SIGSTOP of the only " + service.module() + " for 60 s, then SIGCONT; its work is accepted once";
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        LateResults late = new LateResults(arena, service, arena.catchAtWork(service));
        arena.pause(PAUSE);
        Instant resumed = arena.now();
        arena.process(service).signal("CONT");
        Duration work = arena.untilNextWork(service, resumed, Targets.ELSEWHERE.plus(Targets.PATIENCE));
        List<String> problems = late.judge();
        return new Recovery(
                "paused for 60 s with " + late.leases().size() + " jobs at work: " + late.sentence(),
                work,
                Targets.ELSEWHERE,
                problems);
    }
}
