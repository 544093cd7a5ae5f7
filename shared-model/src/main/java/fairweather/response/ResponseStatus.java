package fairweather.response;

import java.util.Locale;

/** The states of one miner's response in the order of its way. */
public enum ResponseStatus {
    CREATED,
    FETCH_INITIATED,
    INFERENCE_RUNNING,
    FORECAST_READY,
    DAY1_SCORING,
    DAY1_SCORED,
    ERA5_SCORING,
    ERA5_SCORED,
    FAILED,
    CANCELLED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ResponseStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean terminal() {
        return this == ERA5_SCORED || this == FAILED || this == CANCELLED;
    }

    public int rank() {
        return ordinal();
    }
}
