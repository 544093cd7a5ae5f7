package fairweather.orchestrator.invariant;

/** What always holds, each kept watch over by one SQL view whose rows are the violations. */
public enum Invariant {
    LIVENESS(
            "inv_01_liveness",
            "I-01: every unfinished response of a run past gfs_ready has exactly one unfinished job"),
    UNIQUENESS("inv_02_uniqueness", "I-02: no two unfinished jobs share a singleton key or a job type, run and miner"),
    QUIESCENCE("inv_03_quiescence", "I-03: ended runs and responses have no unfinished job"),
    LEASE("inv_04_lease", "I-04: an expired lease is taken back within 15 seconds"),
    BOUNDS("inv_05_bounds", "I-05: attempts, retries and jobs stay within their budgets"),
    MONOTONE("inv_07_monotone", "I-07: runs and responses only go forward, and nothing leaves a terminal state"),
    FOLD("inv_08_fold", "I-08: a run is at least where its responses are, and ended exactly when they are"),
    ROLLUPS("inv_09_rollups", "I-09: combined score and completeness follow from the leads"),
    KEYS("inv_10_keys", "I-10: no duplicates under NULL-safe keys in steps and scores"),
    AGREEMENT("inv_11_agreement", "I-11: step row, score row, folded lead and score column of a lead agree"),
    WAITING("inv_12_waiting", "I-12: nothing is scored against ERA5, or tried, before its truth is due"),
    FINITE("inv_13_finite", "I-13: no number is NaN or infinite"),
    FOLD_LAG("inv_fold_lag", "Every outcome is folded within 10 seconds"),
    PARKED("inv_parked", "No response and no outcome is set aside by the fold");

    private final String view;
    private final String title;

    Invariant(String view, String title) {
        this.view = view;
        this.title = title;
    }

    /** The name of the view. */
    public String view() {
        return view;
    }

    /** What holds, in one sentence. */
    public String title() {
        return title;
    }
}
