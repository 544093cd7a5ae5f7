package fairweather.job.memory;

import fairweather.job.Hold;
import fairweather.job.HoldTarget;
import fairweather.job.JobType;
import fairweather.job.StandingHold;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The holds of a queue in the order in which their targets were first held. */
final class Holds {
    private static final Comparator<StandingHold> LONGEST =
            Comparator.comparing(StandingHold::until, Comparator.nullsLast(Comparator.naturalOrder()));

    private final Map<HoldTarget, StandingHold> holds = new LinkedHashMap<>();

    void add(Hold hold, Instant now) {
        Instant until = hold.until() == null ? null : JobEntry.instant(hold.until(), now);
        holds.put(hold.target(), new StandingHold(hold.target(), until, hold.reason(), hold.actor()));
    }

    boolean remove(HoldTarget target) {
        return holds.remove(target) != null;
    }

    List<StandingHold> standing(Instant now) {
        return holds.values().stream().filter(hold -> inForce(hold, now)).toList();
    }

    /** Of those that hold the job back the one that ends last. */
    Optional<StandingHold> on(JobEntry job, Instant now) {
        StandingHold longest = null;
        for (StandingHold hold : holds.values()) {
            boolean matches = hold.target().matches(job.created.type(), job.created.minerUid(), job.created.runId());
            if (matches && inForce(hold, now) && (longest == null || LONGEST.compare(hold, longest) > 0)) {
                longest = hold;
            }
        }
        return Optional.ofNullable(longest);
    }

    /** When the first of those ends by itself that concern one of the types. */
    Optional<Instant> nextEnd(Collection<JobType> types, Instant now) {
        return holds.values().stream()
                .filter(hold -> hold.target().type() == null
                        || types.contains(hold.target().type()))
                .filter(hold -> hold.until() != null && inForce(hold, now))
                .map(StandingHold::until)
                .min(Instant::compareTo);
    }

    private static boolean inForce(StandingHold hold, Instant now) {
        return hold.until() == null || hold.until().isAfter(now);
    }
}
