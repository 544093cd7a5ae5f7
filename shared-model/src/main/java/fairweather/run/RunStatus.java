package fairweather.run;

import java.util.Locale;

/** The states of a run in the order of its way; the rank of a live run only grows. */
public enum RunStatus {
    CREATED,
    GFS_DOWNLOADING,
    GFS_READY,
    QUERYING_MINERS,
    AWAITING_INFERENCE_RESULTS,
    SCORING_DAY1,
    AWAITING_ERA5,
    SCORING_ERA5,
    COMPLETED,
    FAILED,
    ABANDONED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == ABANDONED;
    }

    public int rank() {
        return ordinal();
    }
}
