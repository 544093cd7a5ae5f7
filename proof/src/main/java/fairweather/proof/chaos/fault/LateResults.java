package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.deploy.api.Probe;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Held;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the leases that a process held when it was stopped: of those that were taken back every late result is
 * refused and counted, of the others one is accepted.
 */
final class LateResults {
    private static final String COUNTER = "fairweather_leases_lost_total";

    private final Arena arena;
    private final Service service;
    private final List<Held> leases;
    private final long refusedBefore;
    private long accepted;
    private long refused;

    /** To be made while the process stands still: it cannot be asked then, and is not. */
    LateResults(Arena arena, Service service, List<Held> leases) {
        this(arena, service, leases, 0);
    }

    LateResults(Arena arena, Service service, List<Held> leases, long refusedBefore) {
        this.arena = arena;
        this.service = service;
        this.leases = leases;
        this.refusedBefore = refusedBefore;
    }

    List<Held> leases() {
        return leases;
    }

    /** What was found, once it is judged. */
    String sentence() {
        return accepted + " results accepted under the old lease, " + refused + " refused and counted";
    }

    /** Waits until the process has been told about each of the leases; what does not hold. */
    List<String> judge() throws SQLException {
        List<String> problems = new ArrayList<>();
        long toRefuse = 0;
        long mayRefuse = 0;
        for (Held lease : leases) {
            if (!arena.await(Targets.PATIENCE, () -> !arena.holds(lease))) {
                problems.add("job " + lease.jobId() + " is still held under the old lease");
            }
            boolean lapsed = arena.history().lapsed(lease);
            long ended = arena.history().ended(lease);
            accepted += ended;
            if (lapsed) {
                mayRefuse++;
                // A claim whose answer the process never read ends in no late result.
                toRefuse += lease.known() ? 1 : 0;
            }
            if (ended != (lapsed ? 0 : 1)) {
                problems.add("job " + lease.jobId() + ", whose lease was " + (lapsed ? "" : "not ") + "taken back: "
                        + ended + " results were accepted under it");
            }
        }
        long least = toRefuse;
        arena.await(Targets.PATIENCE, () -> refused(arena, service) - refusedBefore >= least);
        refused = refused(arena, service) - refusedBefore;
        if (refused < toRefuse || refused > mayRefuse) {
            problems.add(toRefuse + " late results were to be refused, " + refused + " were counted");
        }
        return problems;
    }

    /** How many attempts of the service have been refused since it was started; -1 if it does not tell. */
    static long refused(Arena arena, Service service) {
        try (Probe probe = new Probe(arena.demonstration().address(service))) {
            return probe.counter(COUNTER).orElse(-1);
        }
    }
}
