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

/** A service that stands still for longer than its leases last, and nobody else to take its work. */
public record PausedService(Service service) implements Fault {
    static final Duration PAUSE = Duration.ofSeconds(60);
    static final String LOST = "fairweather_leases_lost_total";

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
        List<Held> held = arena.catchAtWork(service);
        arena.pause(PAUSE);
        Instant resumed = arena.now();
        arena.process(service).signal("CONT");
        Duration work = arena.untilNextWork(resumed, Targets.ELSEWHERE.plus(Targets.PATIENCE));
        long finished = finished(arena, held);
        return new Recovery(
                "paused for 60 s with " + held.size() + " jobs at work: "
                        + finished + " finished under the old lease, "
                        + (held.size() - finished) + " under a new one",
                work,
                Targets.ELSEWHERE,
                List.of());
    }

    /** Waits until all are finished, which none is twice (the history is checked); how many under the lease they had. */
    private static long finished(Arena arena, List<Held> held) throws SQLException {
        String sql = """
                SELECT count(*) FROM chaos.job_events
                WHERE job_id = ? AND from_status = 'in_progress' AND to_status <> 'in_progress'
                  AND token = ? AND coalesce(error_code, '') <> 'LEASE_EXPIRED'
                """;
        String left = "SELECT count(*) FROM validator_jobs WHERE id = ? AND status = 'in_progress' AND lease_token = ?";
        long accepted = 0;
        for (Held each : held) {
            arena.await(Targets.PATIENCE, () -> arena.count(left, each.jobId(), each.token()) == 0);
            accepted += Math.min(1, arena.count(sql, each.jobId(), each.token()));
        }
        return accepted;
    }

    /** How many attempts of the service have been refused since it was started; -1 if it does not tell. */
    static long refused(Arena arena, Service service) {
        try (Probe probe = new Probe(arena.demonstration().address(service))) {
            return probe.counter(LOST).orElse(-1);
        }
    }
}
