package fairweather.job.postgres;

import fairweather.job.Due;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A time as the statements take it: an instant, or a delay from the database's now; neither for null. */
final class DueValues {
    private DueValues() {}

    static OffsetDateTime at(Due due) {
        return due instanceof Due.At(var instant) ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    static Long delayMillis(Due due) {
        return switch (due) {
            case null -> null;
            case Due.Now() -> 0L;
            case Due.After(var delay) -> delay.toMillis();
            case Due.At at -> null;
        };
    }
}
