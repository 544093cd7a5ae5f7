package fairweather.job;

import java.util.Locale;

/**
 * The states of a job.
 *
 * <pre>
 * pending ──────────┐                 ┌── completed
 *    ▲ release      ├─► in_progress ──┼── failed
 *    ├ deferral     │      │  │       └── cancelled (also from the two waiting states)
 *    └──────────────┼──────┘  │
 * retry_scheduled ──┘ ◄───────┘ retry, lapsed lease
 * </pre>
 */
public enum JobStatus {
    PENDING,
    IN_PROGRESS,
    RETRY_SCHEDULED,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** The word stored in the database and shown by the API, for example {@code retry_scheduled}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** True if the job can be claimed once it is due. */
    public boolean waiting() {
        return this == PENDING || this == RETRY_SCHEDULED;
    }

    /** True if nothing happens to the job any more. */
    public boolean finished() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
