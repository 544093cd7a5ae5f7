package fairweather.scoring.input;

import java.time.Duration;

/** Whether the reference forecast of a lead is in the cache and the catalogue. */
public sealed interface SavedReference {
    record Saved() implements SavedReference {}

    /** @param askAgain after how long it is worth looking again; null leaves that to the caller */
    record NotYet(String why, Duration askAgain) implements SavedReference {}

    /** Some of it will not come, or must not be used; what could be had is saved. */
    record Lost(String why) implements SavedReference {}
}
