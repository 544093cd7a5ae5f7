package fairweather.reference.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A machine whose time, beats and disk are the test's. Several processes of it share the time. */
final class OwnMachine {
    static final Instant START = Instant.parse("2025-03-01T12:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(START);
    private final List<Runnable> beats = new CopyOnWriteArrayList<>();
    private volatile long freeBytes = Long.MAX_VALUE;
    private long seed = 1;

    /** Another process that lives, as far as anybody can tell: this one. */
    Machine process() {
        return process(OwnerProcess.current());
    }

    /** A process in a container of its own, of which nobody can tell. */
    Machine stranger() {
        return process(new OwnerProcess(1, 1, "elsewhere"));
    }

    synchronized Machine process(OwnerProcess process) {
        return new Machine(
                time::get,
                new Random(seed++),
                process,
                (interval, beat) -> {
                    beats.add(beat);
                    return () -> beats.remove(beat);
                },
                directory -> freeBytes,
                Thread::onSpinWait);
    }

    void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    /** Every lease that is held is renewed now. */
    void beat() {
        List.copyOf(beats).forEach(Runnable::run);
    }

    void leaveFree(long bytes) {
        freeBytes = bytes;
    }
}
