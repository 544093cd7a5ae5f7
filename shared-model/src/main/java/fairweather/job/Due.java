package fairweather.job;

import java.time.Duration;
import java.time.Instant;

/** When a job may first be claimed. "Now" is the database's. */
public sealed interface Due {
    /** At once. */
    record Now() implements Due {}

    /** After a while from the database's now. */
    record After(Duration delay) implements Due {}

    /** At an instant that the run's calendar gives. */
    record At(Instant instant) implements Due {}

    static Due now() {
        return new Now();
    }

    static Due after(Duration delay) {
        return new After(delay);
    }

    static Due at(Instant instant) {
        return new At(instant);
    }
}
