package fairweather.job.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that moves when told to. */
public final class MovableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2025-11-26T18:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}
