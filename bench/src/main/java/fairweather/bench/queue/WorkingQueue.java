package fairweather.bench.queue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** A queue whose workers run in this process: its tasks do nothing but tell that they were started. */
abstract class WorkingQueue implements Contestant {
    private static final Duration LOOK = Duration.ofMillis(5);

    /** Starts the workers; each task calls {@code started} with its job's key. */
    abstract void start(IntConsumer started);

    /** Stops the workers and closes their connections when what runs has ended. */
    abstract void stop();

    /** Enqueues one job; returns when it is committed. */
    abstract void enqueue(int key);

    @Override
    public final Duration drain(int jobs, Duration limit) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(jobs);
        AtomicLong first = new AtomicLong();
        start(key -> {
            first.compareAndSet(0, System.nanoTime());
            open.countDown();
        });
        try {
            if (open.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                while (unfinished() > 0) {
                    LockSupport.parkNanos(LOOK.toNanos());
                }
            }
            if (first.get() == 0) {
                throw new IllegalStateException(name() + " started nothing");
            }
            return Duration.ofNanos(System.nanoTime() - first.get());
        } finally {
            stop();
        }
    }
}
