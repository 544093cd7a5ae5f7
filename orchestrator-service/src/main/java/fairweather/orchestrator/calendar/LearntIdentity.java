package fairweather.orchestrator.calendar;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** The validator's identity as the gateway told it last. */
public final class LearntIdentity {
    /** Why no run can be opened while it is not known. */
    public static final String UNKNOWN = "the validator's identity is unknown: the gateway does not answer";

    private static final Logger LOG = Logger.getLogger(LearntIdentity.class);

    private static final Duration LASTS = Duration.ofMinutes(1);

    private final RunOpener.Identity identity;
    private final LongSupplier nanoTime;
    private volatile String hotkey;
    private volatile long learnt;

    /** @param nanoTime a clock that only runs forward, in ns */
    public LearntIdentity(RunOpener.Identity identity, LongSupplier nanoTime) {
        this.identity = identity;
        this.nanoTime = nanoTime;
    }

    /** Asks, once a minute while it is known; not within a transaction, since it may take long. */
    public void learn() {
        if (hotkey != null && nanoTime.getAsLong() - learnt < LASTS.toNanos()) {
            return;
        }
        try {
            hotkey = identity.hotkey();
            learnt = nanoTime.getAsLong();
        } catch (IOException failure) {
            LOG.debugf("the validator's identity is unknown (%s)", failure.toString());
            hotkey = null;
        }
    }

    /** Empty while it is unknown. */
    public Optional<String> hotkey() {
        return Optional.ofNullable(hotkey);
    }
}
