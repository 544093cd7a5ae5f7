package fairweather.outcome;

import java.util.Locale;

/** What can have happened. The fold turns each into changes of runs, responses and statistics. */
public enum OutcomeKind {
    RUN_OPENED,
    RUN_SEEDED,
    SEED_READY,
    FETCH_INITIATED,
    RUN_CANCELLED,
    RUN_ABANDONED,
    TRUTH_READY,
    TRUTH_GONE,
    TRUTH_WAITING,
    /** Nobody looks for a truth that a run waits for. */
    TRUTH_UNWATCHED,
    QUERY_ACCEPTED,
    QUERY_READY,
    POLL_RUNNING,
    POLL_TROUBLE,
    POLL_DONE,
    VERIFIED,
    DAY1_STARTED,
    DAY1_SCORED,
    LEAD_STARTED,
    LEAD_SCORED,
    LEAD_FAILED,
    STEP_FAILED,
    JOB_LEASE_EXPIRED,
    JOB_CANCELLED,
    /** An operator has a dead job's work done again. */
    JOB_REDRIVEN,
    /** The slot of a response belongs to another hotkey now, or to none. */
    DEREGISTERED,
    /** Averages and ranks are to be computed anew from what is folded. */
    AGGREGATION_DUE,
    /** An operator did what changes no state by itself; kept with who and why. */
    OPERATOR_ACTED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OutcomeKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
