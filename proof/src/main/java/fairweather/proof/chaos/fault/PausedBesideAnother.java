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

/**
 * A service that stands still for longer than its leases last, and another that has its work meanwhile. The first one
 * goes on while the other is in the middle of a job of it, and stands still there, so that it is the lease alone that
 * keeps the late results out.
 */
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
                + "s; SIGCONT while the other is at its work: every late write is refused and counted";
    }

    /** The other one stands still at first, so that it is the first one that is caught at work. */
    @Override
    public void prepare(Arena arena) {
        other = arena.demonstration().startBeside(service, Map.of());
        other.signal("STOP");
    }

    @Override
    public Recovery strike(Arena arena) throws SQLException {
        long refusedBefore = LateResults.refused(arena, service);
        List<Held> held = arena.catchAtWork(service);
        Instant paused = arena.now();
        other.signal("CONT");
        Held again = arena.catchSuccessor(held, other, Targets.ELSEWHERE.plus(Targets.PATIENCE));
        Duration elsewhere = Duration.between(paused, arena.history().claimed(again));
        arena.process(service).signal("CONT");
        LateResults late = new LateResults(arena, service, held, refusedBefore);
        List<String> problems = new ArrayList<>(late.judge());
        if (!arena.holds(again)) {
            problems.add("job " + again.jobId() + " did not stay with the other while the first wrote");
        }
        other.signal("CONT");
        if (!arena.await(Targets.PATIENCE, () -> !arena.holds(again))
                || arena.history().lapsed(again)
                || arena.history().ended(again) != 1) {
            problems.add("the other did not end job " + again.jobId() + " once");
        }
        return new Recovery(
                "paused with " + held.size() + " jobs at work until the other had one of them: " + late.sentence()
                        + " meanwhile, then the other ended it",
                elsewhere,
                Targets.ELSEWHERE,
                problems);
    }
}
