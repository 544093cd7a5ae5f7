package fairweather.proof.walk;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A walk of the engine with one guard removed, which has to find what the guard keeps.
 *
 * @param expected all that does not hold where the walk first finds something
 * @param bounds the least in which it shows
 */
public record BrokenRule(Rule rule, Set<Property> expected, Bounds bounds) {
    private static final int STATES = 200_000;
    private static final Bounds BARE = new Bounds(1, 1, 1, 0, 0, STATES);
    private static final Bounds A_FAULT = new Bounds(1, 1, 1, 1, 0, STATES);
    private static final Bounds TWO_FAULTS = new Bounds(1, 1, 2, 2, 0, STATES);
    private static final Bounds AN_ORDER = new Bounds(1, 1, 2, 0, 1, STATES);
    private static final Bounds TWO_WORKERS = new Bounds(1, 2, 2, 0, 0, STATES);
    private static final Bounds TWO_WORKERS_A_FAULT = new Bounds(1, 2, 2, 1, 0, STATES);
    private static final Bounds TWO_MINERS = new Bounds(2, 1, 1, 0, 0, STATES);
    private static final Bounds TWO_MINERS_TWO_WORKERS = new Bounds(2, 2, 2, 0, 0, STATES);

    /** One at least for each rule and, where it is found alone, for each property. */
    public static final List<BrokenRule> ALL = List.of(
            without(Rule.LEASE_CHECKED, TWO_WORKERS_A_FAULT, Property.STALE_WRITES_NOTHING),
            without(Rule.TOKEN_IS_THE_FENCE, TWO_WORKERS_A_FAULT, Property.STALE_WRITES_NOTHING),
            without(Rule.STATUS_CHECKED, TWO_WORKERS_A_FAULT, Property.ENDS_ONCE),
            without(Rule.BEAT_CHECKED, TWO_WORKERS_A_FAULT, Property.STALE_WRITES_NOTHING),
            without(Rule.CLAIM_RAISES_TOKEN, TWO_WORKERS_A_FAULT, Property.STALE_WRITES_NOTHING),
            without(Rule.REAPER_RAISES_TOKEN, TWO_FAULTS, Property.OUTCOME_KEYS),
            without(Rule.CANCEL_RAISES_TOKEN, AN_ORDER, Property.OUTCOME_KEYS),
            without(Rule.RUNNING_HOLDS_KEY, TWO_WORKERS_A_FAULT, Property.ONE_JOB_PER_KEY),
            without(Rule.PLACE_IS_UNIQUE, TWO_WORKERS.withWorkElsewhere(), Property.ONE_RUNNING_PER_MINER),
            without(Rule.RUNNING_ROWS_COUNTED, A_FAULT, Property.CAN_END),
            without(Rule.LEASES_LAPSE, A_FAULT, Property.CAN_END),
            without(Rule.REAPER_TELLS, TWO_FAULTS, Property.NO_WORK_LOST),
            without(Rule.CANCEL_TELLS, AN_ORDER, Property.NO_WORK_LOST),
            without(Rule.OUTCOME_WITH_THE_END, TWO_WORKERS_A_FAULT, Property.NO_WORK_LOST),
            without(Rule.PARENTS_LOCKED, TWO_WORKERS, Property.TABLE_ROWS, Property.RANKS_GROW, Property.REPLAY),
            without(Rule.PARENTS_LOCKED, TWO_MINERS_TWO_WORKERS, Property.RUN_IS_FOLD, Property.REPLAY),
            without(Rule.FOLD_IS_ONE_TRANSACTION, A_FAULT, Property.REPLAY),
            without(Rule.EFFECTS_DECLARED, BARE, Property.TABLE_ROWS),
            without(Rule.RUN_FOLLOWS, BARE, Property.RUN_IS_FOLD),
            without(Rule.RUN_ONLY_GROWS, TWO_MINERS, Property.RANKS_GROW),
            without(Rule.ENDED_RUN_STAYS, AN_ORDER, Property.ENDS_ONCE),
            without(Rule.END_CANCELS_JOBS, AN_ORDER, Property.ENDED_HAS_NO_JOB),
            without(Rule.GONE_IS_TOLD, BARE, Property.CAN_END));

    private static BrokenRule without(Rule rule, Bounds bounds, Property... expected) {
        return new BrokenRule(rule, Set.of(expected), bounds);
    }

    /** The properties that some walk has to find violated by themselves. */
    static Stream<Property> foundAlone() {
        return ALL.stream()
                .filter(variant -> variant.expected().size() == 1)
                .flatMap(variant -> variant.expected().stream());
    }

    public Walked walk() {
        return Walk.walk(rule.broken(), bounds);
    }

    @Override
    public String toString() {
        return "without " + rule + ", " + bounds;
    }
}
