package fairweather.orchestrator.machine;

import java.util.Locale;

/** What else has to be written when a run changes. */
public enum RunEffect {
    SEED_RESPONSES,
    ENQUEUE_SEED,
    ENQUEUE_INITIATE_FETCH,
    WATCH_TRUTHS,
    ENQUEUE_QUERIES,
    CANCEL_JOBS,
    FAIL_RESPONSES,
    CANCEL_RESPONSES;

    /** For example {@code watch truths}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
