package fairweather.job;

import fairweather.memory.MemoryBudget;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Whose turn it is to take memory. A lane that has a due job and was refused is next for its budget: until it has been
 * served nobody else takes from that budget, and what the running attempts give back gathers for it. So small work cannot
 * starve large. A running attempt that grows heeds no turn: while a lane is next nobody new begins, so what grows is no
 * more than runs already, and all of that ends.
 */
final class MemoryTurns {
    private static final Logger LOG = Logger.getLogger(WorkerPool.class);

    private final Map<MemoryBudget, Lane> next = new ConcurrentHashMap<>();
    private final Set<JobType> tooLarge = EnumSet.noneOf(JobType.class);

    boolean is(Lane lane) {
        return next.getOrDefault(lane.memory().budget(), lane) == lane;
    }

    /** The same lanes, those that are next before the others. */
    List<Lane> inOrder(List<Lane> lanes) {
        return lanes.stream()
                .sorted((a, b) -> Boolean.compare(next.containsValue(b), next.containsValue(a)))
                .toList();
    }

    void next(Lane lane) {
        next.putIfAbsent(lane.memory().budget(), lane);
    }

    /** It was given memory, or wants none any more. */
    void served(Lane lane) {
        next.remove(lane.memory().budget(), lane);
    }

    /** What can never be served must not be waited for. */
    synchronized boolean possible(Lane lane) {
        boolean possible = lane.memory().couldFit();
        if (possible) {
            tooLarge.remove(lane.type());
        } else if (tooLarge.add(lane.type())) {
            LOG.warnf(
                    "job_type=%s: %d bytes are more than there are for all work; its jobs wait",
                    lane.type().word(), lane.bytes());
        }
        return possible;
    }
}
