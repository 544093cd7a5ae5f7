package fairweather.data.place;

import fairweather.reference.cache.Machine;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a command runs on.
 *
 * @param machine its time, its randomness, its room
 * @param nanos monotonic, for how long something took
 * @param terminal whether progress goes to a terminal, where a line may be written over
 */
public record Place(Map<String, String> environment, Machine machine, LongSupplier nanos, boolean terminal) {

    /** This machine, as it is. */
    public static Place real() {
        return new Place(System.getenv(), Machine.real(), System::nanoTime, Boolean.getBoolean("fairweather.terminal"));
    }

    public InstantSource clock() {
        return machine.time();
    }
}
