package fairweather.check.conformance;

/** How binding a rule is. */
public enum Level {
    /** Whoever breaks it loses forecasts, or lets strangers in. */
    MUST,
    /** Whoever breaks it is worse off, and still scored. */
    SHOULD
}
