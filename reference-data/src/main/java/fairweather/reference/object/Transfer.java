package fairweather.reference.object;

import java.time.Duration;
import java.util.Set;

/**
 * One attempt to have something of a host, for metrics. Every word is one of few.
 *
 * @param host with the port where it is not the usual one
 * @param what {@code head}, {@code get} or {@code range}
 * @param bytes of the body that came
 * @param outcome {@code done}, {@code absent}, {@code interrupted}, or the trouble's kind in lower case
 */
public record Transfer(String host, String what, long bytes, Duration took, String outcome) {
    /** The outcome of an attempt that was broken off on this side. */
    public static final String INTERRUPTED = "interrupted";

    private static final Set<String> SOUND = Set.of("done", "absent", "changed", "oversize");

    /** Whether the host can be had: it answered as it should, with an object or without. */
    public boolean sound() {
        return SOUND.contains(outcome);
    }
}
