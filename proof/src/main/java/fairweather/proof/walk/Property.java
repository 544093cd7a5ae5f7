package fairweather.proof.walk;

/** What holds in every state and at every step. */
public enum Property {
    NO_WORK_LOST("I-01: a live response or run has exactly one unfinished job, or something to fold"),
    ONE_JOB_PER_KEY("I-02: no two unfinished jobs have the same key"),
    ENDED_HAS_NO_JOB("I-03: what has ended has no unfinished job"),
    ONE_RUNNING_PER_MINER("of a miner at most one job of a service runs"),
    STALE_WRITES_NOTHING("I-06: a lease that is not the latest changes nothing"),
    ENDS_ONCE("nothing is finalised twice"),
    OUTCOME_KEYS("an outcome's key of job, token and number is written once"),
    TABLE_ROWS("responses move only along the rows of their table, with no effects but the declared ones"),
    RANKS_GROW("I-07: ranks never decrease except a response's by a redrive"),
    RUN_IS_FOLD("I-08: a run is at least where its responses are, and ended exactly when they are"),
    REPLAY("the stored states are the replay of the outcomes that count as folded"),
    CAN_END("from every state the run can still end without another fault or order");

    private final String words;

    Property(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
