package fairweather.data.place;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The machine that a command runs on.
 *
 * @param nanos monotonic, for how long something took
 * @param luck for waiting times
 * @param terminal whether progress goes to a terminal, where a line may be written over
 */
public record Place(
        Map<String, String> environment,
        InstantSource clock,
        LongSupplier nanos,
        RandomGenerator luck,
        boolean terminal) {

    /** This machine, as it is. */
    public static Place real() {
        return new Place(
                System.getenv(),
                Clock.systemUTC(),
                System::nanoTime,
                new SecureRandom(),
                Boolean.getBoolean("fairweather.terminal"));
    }
}
