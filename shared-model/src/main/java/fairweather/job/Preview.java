package fairweather.job;

import java.time.Instant;
import java.util.List;

/**
 * What would be claimed now, and what is due and would not be. Each type is looked at as if it were claimed next.
 *
 * @param next in claim order, type by type
 * @param heldBack in claim order, type by type
 */
public record Preview(List<Waiting> next, List<HeldBack> heldBack) {
    public Preview {
        next = List.copyOf(next);
        heldBack = List.copyOf(heldBack);
    }

    /** A due job. */
    public record Waiting(long id, JobType type, Integer runId, Integer minerUid, Instant dueAt) {}

    /**
     * A due job that is kept from being claimed.
     *
     * @param detail the reason of a hold, or the host; null if there is nothing to add
     * @param until when the obstacle ends by itself; null if that is not known
     */
    public record HeldBack(Waiting job, Obstacle obstacle, String detail, Instant until) {}
}
