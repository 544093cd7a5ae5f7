package fairweather.step;

import java.util.Locale;

/** The states of a step row. */
public enum StepStatus {
    PENDING,
    QUEUED,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    RETRY_SCHEDULED,
    WAITING_FOR_TRUTH;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean terminal() {
        return this == SUCCEEDED || this == FAILED;
    }
}
