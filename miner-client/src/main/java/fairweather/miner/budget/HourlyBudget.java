package fairweather.miner.budget;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many bytes the process may take from all miners in an hour, for a host whose traffic is limited or paid for. That
 * it is spent is no miner's fault: it fails with VALIDATOR_INTERNAL until the hour is over.
 */
public final class HourlyBudget implements ByteBudget {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final long most;
    private final LongSupplier nanoClock;
    private long since;
    private long spent;

    /**
     * @param most bytes an hour; 0 for any number
     * @param nanoClock monotonic nanoseconds
     */
    public HourlyBudget(long most, LongSupplier nanoClock) {
        this.most = most;
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    @Override
    public synchronized void spend(long bytes) {
        if (most == 0) {
            return;
        }
        long now = nanoClock.getAsLong();
        if (now - since >= HOUR) {
            since = now;
            spent = 0;
        }
        spent += bytes;
        if (spent > most) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, "the hour's " + most + " bytes from miners have been read");
        }
    }
}
