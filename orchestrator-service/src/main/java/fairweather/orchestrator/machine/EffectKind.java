package fairweather.orchestrator.machine;

import java.util.Locale;

/** The effects by the names that the tables and the documents use. */
public enum EffectKind {
    COUNT_EXCHANGE,
    ENQUEUE_QUERY,
    ENQUEUE_POLL,
    ENQUEUE_VERIFY,
    ENQUEUE_DAY1,
    ENQUEUE_ERA5,
    AWAIT_LEADS,
    END_LEAD,
    CANCEL_JOBS,
    CLOSE_STEPS,
    VOID_SCORES,
    REOPEN_STEPS,
    RESTORE_SCORES;

    /** For example {@code cancel jobs}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static EffectKind of(Effect effect) {
        return switch (effect) {
            case Effect.Enqueue job -> of(job);
            case Effect.CancelJobs cancel -> CANCEL_JOBS;
            case Effect.VoidScores scores -> VOID_SCORES;
            case Effect.RestoreScores scores -> RESTORE_SCORES;
            case Effect.AwaitLeads leads -> AWAIT_LEADS;
            case Effect.CloseSteps steps -> CLOSE_STEPS;
            case Effect.ReopenSteps steps -> REOPEN_STEPS;
            case Effect.EndLead lead -> END_LEAD;
            case Effect.CountExchange exchange -> COUNT_EXCHANGE;
        };
    }

    private static EffectKind of(Effect.Enqueue job) {
        return switch (job.type()) {
            case QUERY_MINER -> ENQUEUE_QUERY;
            case POLL_MINER -> "verify".equals(job.payload().getString("phase")) ? ENQUEUE_VERIFY : ENQUEUE_POLL;
            case DAY1 -> ENQUEUE_DAY1;
            case ERA5 -> ENQUEUE_ERA5;
            case ORCHESTRATE, SEED, INITIATE_FETCH, ERA5_TRUTH ->
                throw new IllegalArgumentException(job.type().word() + " is no job of a response");
        };
    }
}
