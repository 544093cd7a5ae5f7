package fairweather.reference.object;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only by pauses, which take none. */
public final class OwnTime implements Timing {
    static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final AtomicLong elapsed = new AtomicLong();
    private volatile boolean interrupting;

    /** As if somebody interrupted whoever waits. */
    void interruptPauses(boolean on) {
        interrupting = on;
    }

    @Override
    public Instant now() {
        return START.plusNanos(elapsed.get());
    }

    @Override
    public long nanos() {
        return elapsed.get();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (Thread.interrupted() || (interrupting && time.isPositive())) {
            throw new InterruptedException();
        }
        if (time.isPositive()) {
            pauses.add(time);
            elapsed.addAndGet(time.toNanos());
        }
    }
}
