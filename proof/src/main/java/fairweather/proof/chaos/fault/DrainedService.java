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
    private static final String LAPSED = "SELECT count(*) FROM chaos.lapses WHERE job_id = ? AND token = ?";

    /** The claim has counted the attempt; giving back takes that away, and an end sets the count to 0. */
    private static final String BURNT = """
            SELECT count(*) FROM chaos.job_events back
            JOIN chaos.job_events claim ON claim.job_id = back.job_id AND claim.token = back.token
                AND claim.to_status = 'in_progress'
            WHERE back.job_id = ? AND back.token = ? AND back.from_status = 'in_progress'
              AND back.attempts >= claim.attempts
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
