package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Held;
import fairweather.proof.chaos.Recovery;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** SIGTERM to a service at work: it gives back what it cannot finish, and whoever is next goes on at once. */
public record DrainedService(Service service) implements Fault {
    @Override
    public String name() {
        return "sigterm-" + service.word();
    }

    @Override
    public String sentence() {
        return "SIGTERM to the " + service.module() + " at work; leases are given back, no attempt is burnt";
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        List<Held> held = arena.catchAtWork(service);
        long pid = arena.process(service).pid();
        arena.process(service).signal("TERM");
        arena.process(service).signal("CONT");
        if (!arena.await(Targets.PATIENCE, () -> arena.process(service).pid() != pid)) {
            return new Recovery(
                    "told to end", Targets.PATIENCE, Targets.WORKING_AGAIN, List.of("it has not ended by itself"));
        }
        Instant gone = arena.now();
        List<Held> kept = arena.held(service).stream()
                .filter(each -> each.worker().equals(held.getFirst().worker()))
                .toList();
        var took = arena.untilNextWork(service, gone, Targets.PATIENCE);
        List<String> problems = new ArrayList<>();
        if (!kept.isEmpty()) {
            problems.add("it went and kept the leases of " + kept.size() + " jobs");
        }
        for (Held each : held) {
            if (arena.history().lapsed(each)) {
                problems.add("the lease of job " + each.jobId() + " was not given back, it lapsed");
            }
            if (arena.history().burnt(each)) {
                problems.add("job " + each.jobId() + " was given back, but its attempt is burnt");
            }
        }
        return new Recovery("told to end with " + held.size() + " jobs at work", took, Targets.WORKING_AGAIN, problems);
    }
}
