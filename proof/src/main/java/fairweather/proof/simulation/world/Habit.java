package fairweather.proof.simulation.world;

/** How a miner behaves in one run. */
public enum Habit {
    HONEST,
    /** Has the forecast when it is asked for. */
    QUICK,
    /** Takes several polls. */
    SLOW,
    /** Still works at the last poll. */
    ENDLESS,
    OFFLINE,
    /** Comes back before its budgets are spent. */
    SHAKY,
    REJECTING,
    NOT_POSTED,
    /** Answers, then breaks down for good. */
    BREAKING,
    NONSENSE,
    /** Loses its job once. */
    FORGETFUL,
    /** Says that its job is another's. */
    THIEF,
    WRONG_MANIFEST,
    /** Publishes its manifest only after a while. */
    LATE_MANIFEST,
    UNREADABLE,
    /** Changes what was frozen. */
    CHANGING,
    /** Its store is gone from some lead on. */
    VANISHING;

    /** Whether such a miner must get its score unless we fail. */
    public boolean good() {
        return this == HONEST || this == QUICK;
    }
}
