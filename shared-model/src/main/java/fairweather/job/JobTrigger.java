package fairweather.job;

import java.util.Locale;

/** What can happen to a job. */
public enum JobTrigger {
    ENQUEUED,
    REDRIVEN,
    CLAIMED,
    SUCCEEDED,
    SKIPPED,
    DEFERRED,
    RETRIED,
    FAILED,
    GIVEN_UP,
    RELEASED,
    RETRY_RELEASED,
    LAPSED,
    CANCELLED;

    /** The word of the tables. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How the end of an attempt is called here; a task that finds its work no longer wanted gives it up. */
    public static JobTrigger of(End end) {
        return switch (end) {
            case End.Succeeded done -> SUCCEEDED;
            case End.Skipped skipped -> SKIPPED;
            case End.Deferred waits -> DEFERRED;
            case End.Retried retried -> RETRIED;
            case End.Failed failed -> FAILED;
            case End.Cancelled cancelled -> GIVEN_UP;
        };
    }
}
