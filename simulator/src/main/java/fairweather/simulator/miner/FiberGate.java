package fairweather.simulator.miner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/** Whom and how many a miner lets in by the fiber transport: enough stake and no blacklist, 500 requests a minute. */
public final class FiberGate {
    public static final int REQUESTS_PER_MINUTE = 500;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final int perMinute;
    private final Predicate<String> admitted;
    private Instant minuteBegan = Instant.MIN;
    private int requests;

    /** @param admitted whether this hotkey may ask anything */
    public FiberGate(InstantSource clock, int perMinute, Predicate<String> admitted) {
        this.clock = clock;
        this.perMinute = perMinute;
        this.admitted = admitted;
    }

    /** Lets everybody in. */
    public static FiberGate open(InstantSource clock) {
        return new FiberGate(clock, REQUESTS_PER_MINUTE, hotkey -> true);
    }

    boolean admits(String hotkey) {
        return admitted.test(hotkey);
    }

    /** Counts a request; false if there were too many in this minute. All callers are one address here. */
    synchronized boolean admitsOneMore() {
        Instant now = clock.instant();
        if (!now.isBefore(minuteBegan.plus(MINUTE))) {
            minuteBegan = now;
            requests = 0;
        }
        return ++requests <= perMinute;
    }
}
