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
    private static final String LAPSED = """
            SELECT count(*) FROM chaos.job_events
            WHERE job_id = ? AND token = ? AND from_status = 'in_progress' AND error_code = 'LEASE_EXPIRED'
            """;

    private static final String BURNT = """
            SELECT count(*) FROM chaos.job_events
            WHERE job_id = ? AND token = ? AND from_status = 'in_progress' AND to_status = 'pending' AND attempts > 0
            """;

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
        arena.await(Targets.PATIENCE, () -> arena.process(service).pid() != pid);
        Instant gone = arena.now();
        List<Held> kept = arena.held(service).stream()
                .filter(each -> each.worker().equals(held.getFirst().worker()))
                .toList();
        var took = arena.untilNextWork(gone, Targets.PATIENCE);
        List<String> problems = new ArrayList<>();
        if (!kept.isEmpty()) {
            problems.add("it went and kept the leases of " + kept.size() + " jobs");
        }
        for (Held each : held) {
            if (arena.count(LAPSED, each.jobId(), each.token()) > 0) {
                problems.add("the lease of job " + each.jobId() + " was not given back, it lapsed");
            }
            if (arena.count(BURNT, each.jobId(), each.token()) > 0) {
                problems.add("job " + each.jobId() + " was given back, but its attempt is burnt");
            }
        }
        return new Recovery("told to end with " + held.size() + " jobs at work", took, Targets.WORKING_AGAIN, problems);
    }
}
