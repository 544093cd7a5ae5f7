package fairweather.reference.object;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What those who ask archives know of time. Tests have their own, in which waiting takes none. */
public interface Timing {
    /** For times that servers name. */
    Instant now();

    /** Of a clock that only goes forward; differences count. */
    long nanos();

    void pause(Duration time) throws InterruptedException;

    static Timing real(InstantSource clock) {
        return new Timing() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                // Nobody ever releases it: a wait that spurious wake-ups do not shorten.
                if (new Semaphore(0).tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException("a permit that nobody gave");
                }
            }
        };
    }
}
