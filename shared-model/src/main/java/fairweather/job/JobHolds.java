package fairweather.job;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What an operator or a run keeps from being claimed; durable, and decided by the claim itself. */
public interface JobHolds {
    /** Holds the target back from the next claim on; a hold that it has already is replaced. */
    Uni<Void> hold(Hold hold);

    /** Ends the hold of exactly this target. False if there was none. */
    Uni<Boolean> lift(HoldTarget target);

    /** The holds that are in force, oldest first. */
    Uni<List<StandingHold>> standing();
}
