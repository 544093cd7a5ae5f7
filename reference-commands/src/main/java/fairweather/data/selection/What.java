package fairweather.data.selection;

/** What of a run's fields is wanted. */
public enum What {
    /** The analyses that Day 1 is scored against, and the forecasts beside them. */
    DAY1,
    /** What the cycle forecast for the later leads. */
    REFERENCE,
    /** ERA5 at the later leads. */
    TRUTH,
    /** At the valid times of everything else that is wanted. */
    CLIMATOLOGY
}
