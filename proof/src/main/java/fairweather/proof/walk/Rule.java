package fairweather.proof.walk;

import java.util.EnumSet;
import java.util.Set;

/** The guards that the queue and the fold rely on. The walk breaks each in turn and has to find what goes wrong. */
public enum Rule {
    LEASE_CHECKED("the end of an attempt counts only under the job's latest lease"),
    TOKEN_IS_THE_FENCE("the fence is a token that only grows, not the count of attempts"),
    STATUS_CHECKED("the end of an attempt counts only while the job runs"),
    BEAT_CHECKED("a beat renews only the job's latest lease"),
    CLAIM_RAISES_TOKEN("a claim raises the token"),
    REAPER_RAISES_TOKEN("the reaper raises the token of a job that it ends"),
    CANCEL_RAISES_TOKEN("a cancellation raises the token"),
    RUNNING_HOLDS_KEY("a job holds its singleton key while it runs, too"),
    PLACE_IS_UNIQUE("a claim gives way where another that has looked at the same time was quicker with the miner"),
    RUNNING_ROWS_COUNTED(
            "a miner's concurrency is counted from the rows that run, not by a counter of claims and ends"),
    LEASES_LAPSE("the reaper takes expired leases back"),
    REAPER_TELLS("the reaper's end of a job is an outcome"),
    CANCEL_TELLS("an operator's cancellation of a job is an outcome"),
    OUTCOME_WITH_THE_END("an outcome is written in the transaction that ends its job"),
    PARENTS_LOCKED("the fold holds the rows it reads until it has written them"),
    FOLD_IS_ONE_TRANSACTION("a fold writes its mark, the states and the jobs together or not at all"),
    EFFECTS_DECLARED("a row of the response's table has no effects but those it declares"),
    RUN_FOLLOWS("a run follows its responses"),
    RUN_ONLY_GROWS("a run follows its responses never back"),
    ENDED_RUN_STAYS("a run that has ended follows nothing any more"),
    END_CANCELS_JOBS("what ends takes its unfinished jobs with it"),
    GONE_IS_TOLD("a truth that will never be is told to the responses that wait for it");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** All guards in place: the engine as it is. */
    public static Set<Rule> all() {
        return EnumSet.allOf(Rule.class);
    }

    /** The engine with this one guard removed. */
    public Set<Rule> broken() {
        Set<Rule> others = all();
        others.remove(this);
        return others;
    }
}
