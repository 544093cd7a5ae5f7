package fairweather.miner.client;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.time.Duration;

/**
 * When an operation with a miner ends, through all its calls, on the monotonic clock. What it waits in our own queue is
 * not the miner's time: it puts the end off, and all such waits together have a limit of their own. So an operation
 * takes no longer than both limits together, whatever the miner does. Its calls follow each other; no two use it at
 * once.
 */
public final class Deadline {
    private final Deadline whole;
    private final Duration limit;
    private long endNanos;
    private long patienceNanos;

    private Deadline(Deadline whole, Duration limit, Duration patience) {
        this.whole = whole;
        this.limit = limit;
        this.endNanos = System.nanoTime() + limit.toNanos();
        this.patienceNanos = patience.toNanos();
    }

    /**
     * @param limit the miner's time for all calls together
     * @param patience for all waits in our own queue together
     */
    public static Deadline in(Duration limit, Duration patience) {
        return new Deadline(null, limit, patience);
    }

    /** The end of a part of this: after {@code partLimit}, but no later than the whole. */
    public Deadline part(Duration partLimit) {
        return new Deadline(this, partLimit, Duration.ZERO);
    }

    /** What is left of the miner's time; not positive when it is over. */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    private long remainingNanos() {
        return endsWithTheWhole() ? whole.remainingNanos() : ownNanos();
    }

    private long ownNanos() {
        return endNanos - System.nanoTime();
    }

    /** Whether the whole ends before this part would by its own limit. */
    boolean endsWithTheWhole() {
        return whole != null && whole.remainingNanos() <= ownNanos();
    }

    /** The limit by which this ends. */
    Duration limit() {
        return endsWithTheWhole() ? whole.limit() : limit;
    }

    /** What is left for waits in our own queue. */
    public Duration patience() {
        return whole != null ? whole.patience() : Duration.ofNanos(Math.max(0, patienceNanos));
    }

    /** Charges a wait in our own queue to the patience instead of to the miner's time. */
    public void queued(long nanos) {
        patienceNanos -= nanos;
        endNanos += nanos;
        if (whole != null) {
            whole.queued(nanos);
        }
    }

    /** Adds the time in which our own reader held the miner up. */
    void heldUp(long nanos) {
        endNanos += nanos;
        if (whole != null) {
            whole.heldUp(nanos);
        }
    }

    /** The failure of a miner that has used up its time. */
    public FailureException slowness() {
        return new FailureException(Code.TIMEOUT_TOTAL, "the miner had not finished after " + limitText());
    }

    String limitText() {
        Duration ends = limit();
        return ends.toMillis() % 1000 == 0 ? ends.toSeconds() + " s" : ends.toMillis() + " ms";
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
