package fairweather.proof.walk;

/**
 * A walk of the engine with one guard removed, which has to find the property that the guard keeps.
 *
 * @param bounds the least in which it shows
 */
public record BrokenRule(Rule rule, Property expected, Bounds bounds) {
    private static final int STATES = 200_000;

    public static BrokenRule of(Rule rule) {
        return new BrokenRule(rule, expected(rule), bounds(rule));
    }

    public Walked walk() {
        return Walk.walk(rule.broken(), bounds);
    }

    private static Property expected(Rule rule) {
        return switch (rule) {
            case LEASE_CHECKED, TOKEN_IS_THE_FENCE, CLAIM_RAISES_TOKEN -> Property.STALE_WRITES_NOTHING;
            case REAPER_RAISES_TOKEN, CANCEL_RAISES_TOKEN -> Property.OUTCOME_KEYS;
            case RUNNING_HOLDS_KEY -> Property.ONE_JOB_PER_KEY;
            case RUNNING_ROWS_COUNTED, LEASES_LAPSE, GONE_IS_TOLD -> Property.CAN_END;
            case REAPER_TELLS, CANCEL_TELLS, OUTCOME_WITH_THE_END -> Property.NO_WORK_LOST;
            case PARENTS_LOCKED -> Property.RUN_IS_FOLD;
            case END_CANCELS_JOBS -> Property.ENDED_HAS_NO_JOB;
        };
    }

    private static Bounds bounds(Rule rule) {
        return switch (rule) {
            case LEASE_CHECKED, TOKEN_IS_THE_FENCE, CLAIM_RAISES_TOKEN, RUNNING_HOLDS_KEY, OUTCOME_WITH_THE_END ->
                new Bounds(1, 2, 2, 1, 0, STATES);
            case REAPER_RAISES_TOKEN, REAPER_TELLS -> new Bounds(1, 1, 2, 2, 0, STATES);
            case CANCEL_RAISES_TOKEN, CANCEL_TELLS, END_CANCELS_JOBS -> new Bounds(1, 1, 2, 0, 1, STATES);
            case RUNNING_ROWS_COUNTED, LEASES_LAPSE -> new Bounds(1, 1, 1, 1, 0, STATES);
            case GONE_IS_TOLD -> new Bounds(1, 1, 1, 0, 0, STATES);
            case PARENTS_LOCKED -> new Bounds(2, 2, 2, 0, 0, STATES);
        };
    }
}
