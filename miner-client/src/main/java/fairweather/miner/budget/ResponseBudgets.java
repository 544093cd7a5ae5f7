package fairweather.miner.budget;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of its store one response may cost, whoever reads them and how often. Counted in memory: a service
 * that is started again counts anew, so the budget bounds what a miner can cost and is no account of it. The least
 * recently read of more than 10 000 responses is forgotten.
 */
public final class ResponseBudgets {
    private static final int CAPACITY = 10_000;

    private final long most;
    private final Map<Integer, AtomicLong> spent = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, AtomicLong> eldest) {
            return size() > CAPACITY;
        }
    };

    /** @param most bytes per response; 0 for any number */
    public ResponseBudgets(long most) {
        this.most = most;
    }

    /** The budget of a response; once it is spent it fails with OVERSIZE. */
    public ByteBudget of(int responseId) {
        if (most == 0) {
            return ByteBudget.UNLIMITED;
        }
        AtomicLong counter;
        synchronized (this) {
            counter = spent.computeIfAbsent(responseId, first -> new AtomicLong());
        }
        return bytes -> {
            if (counter.addAndGet(bytes) > most) {
                throw new FailureException(
                        Code.OVERSIZE, "more than the allowed " + most + " bytes of the miner's store were read");
            }
        };
    }
}
