package fairweather.reference.object;

import fairweather.reference.object.ObjectTrouble.Kind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How fast one host is asked, by everybody of this process: so many requests at a time, so many a second with a burst,
 * and none while the host wants quiet. First come, first served.
 */
final class HostPace {
    /** More threads than any caller has on purpose: beyond, more waiting helps nobody. */
    static final int MOST_WAITING = 256;

    private final String host;
    private final HttpPatience patience;
    private final Timing timing;
    private final Semaphore places;
    private final long interval;
    private final long credit;
    /** When a request would be due had all come at the steady rate. */
    private long due;

    private long quietUntil;

    HostPace(String host, HostLimits limits, HttpPatience patience, Timing timing) {
        this.host = host;
        this.patience = patience;
        this.timing = timing;
        this.places = new Semaphore(limits.parallel(), true);
        this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / limits.perSecond());
        this.credit = interval * (limits.burst() - 1);
        this.due = timing.nanos() - credit;
        this.quietUntil = timing.nanos();
    }

    /**
     * Waits for a turn, which the caller has to end by {@link #leave}.
     *
     * @throws ObjectTrouble RATE_LIMITED if the host wants quiet for longer than is waited, or too many wait already
     */
    void enter(Subject subject) throws InterruptedException {
        requireBearableQuiet(subject);
        if (waiting() >= MOST_WAITING) {
            throw subject.trouble(Kind.RATE_LIMITED, "too many requests wait for " + host);
        }
        places.acquire();
        boolean entered = false;
        try {
            timing.pause(untilToken());
            for (Duration quiet = quiet(); quiet.isPositive(); quiet = quiet()) {
                requireBearableQuiet(subject);
                timing.pause(quiet);
            }
            entered = true;
        } finally {
            if (!entered) {
                places.release();
            }
        }
    }

    int waiting() {
        return places.getQueueLength();
    }

    void leave() {
        places.release();
    }

    /** The host wants no request for so long. */
    synchronized void hush(Duration time) {
        Duration believed = time.compareTo(patience.longestQuiet()) < 0 ? time : patience.longestQuiet();
        long until = timing.nanos() + believed.toNanos();
        if (until - quietUntil > 0) {
            quietUntil = until;
        }
    }

    /** @throws ObjectTrouble RATE_LIMITED if the host wants quiet for longer than is waited */
    void requireBearableQuiet(Subject subject) {
        Duration quiet = quiet();
        if (quiet.compareTo(patience.longestWait()) > 0) {
            throw subject.trouble(
                    Kind.RATE_LIMITED,
                    host + " is not to be asked before "
                            + timing.now().plus(quiet).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private synchronized Duration quiet() {
        return Duration.ofNanos(quietUntil - timing.nanos());
    }

    private synchronized Duration untilToken() {
        long now = timing.nanos();
        due = Math.max(due - now, -credit) + now;
        long wait = Math.max(0, due - now);
        due += interval;
        return Duration.ofNanos(wait);
    }
}
