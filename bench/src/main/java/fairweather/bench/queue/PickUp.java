package fairweather.bench.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * How long jobs wait from the instant at which they are to be enqueued to the start of their task, both by this
 * process's monotonic clock: the commit that enqueues is part of it.
 */
final class PickUp {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST = 1 << 20;

    private final WorkingQueue queue;
    private final AtomicLongArray sent = new AtomicLongArray(MOST);
    private final AtomicLongArray started = new AtomicLongArray(MOST);
    private final Semaphore starts = new Semaphore(0);
    private final AtomicInteger keys = new AtomicInteger();

    /** The waits in order, and at which load they were measured. */
    record Waits(double perSecond, long[] nanos, long missing) {
        /** All of several rounds; the load is that of the last. */
        static Waits together(List<Waits> rounds) {
            long[] all = rounds.stream()
                    .flatMapToLong(round -> Arrays.stream(round.nanos))
                    .sorted()
                    .toArray();
            long missing = rounds.stream().mapToLong(Waits::missing).sum();
            return new Waits(rounds.isEmpty() ? 0 : rounds.getLast().perSecond, all, missing);
        }

        /** Not a number if nothing was measured; infinite if so many jobs were never picked up. */
        double millis(double quantile) {
            long measured = nanos.length + missing;
            int rank = Math.max(1, (int) Math.ceil(quantile * measured));
            if (measured == 0) {
                return Double.NaN;
            }
            return rank > nanos.length ? Double.POSITIVE_INFINITY : nanos[rank - 1] / 1e6;
        }
    }

    PickUp(WorkingQueue queue) {
        this.queue = queue;
    }

    private void begin() {
        queue.empty();
        queue.start(key -> {
            started.set(key, System.nanoTime());
            starts.release();
        });
    }

    /** One job after the other, each when the one before has long been started, with a pause of up to 40 ms. */
    Waits idle(int jobs, Duration limit) throws InterruptedException {
        begin();
        try {
            SplittableRandom random = new SplittableRandom(jobs);
            one();
            long end = System.nanoTime() + limit.toNanos();
            int first = keys.get();
            while (keys.get() - first < jobs && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(10_000 + random.nextInt(40_000)));
                one();
            }
            return waits(first, 0);
        } finally {
            queue.stop();
        }
    }

    private void one() throws InterruptedException {
        int key = keys.getAndIncrement();
        sent.set(key, System.nanoTime());
        queue.enqueue(key);
        starts.tryAcquire(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many jobs a second are enqueued one by one and worked off at the same time. */
    double capacity(Duration time) throws InterruptedException {
        begin();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + time.toNanos();
            for (int i = 0; i < Setting.CONNECTIONS; i++) {
                senders.execute(() -> {
                    while (System.nanoTime() < end) {
                        queue.enqueue(keys.getAndIncrement());
                    }
                });
            }
            LockSupport.parkNanos(time.toNanos());
            return starts.availablePermits() * 1e9 / time.toNanos();
        } finally {
            starts.drainPermits();
            queue.stop();
        }
    }

    /** Jobs that arrive at a steady rate, whether those before have been picked up or not. */
    Waits loaded(double perSecond, Duration time) throws InterruptedException {
        begin();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            int jobs = (int) Math.min(MOST - keys.get() - 1, perSecond * time.toNanos() / 1e9);
            int first = keys.get();
            long begin = System.nanoTime();
            for (int i = 0; i < jobs; i++) {
                long at = begin + (long) (i * 1e9 / perSecond);
                LockSupport.parkNanos(at - System.nanoTime());
                int key = keys.getAndIncrement();
                sent.set(key, at);
                senders.execute(() -> queue.enqueue(key));
            }
            starts.tryAcquire(jobs, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return waits(first, perSecond);
        } finally {
            queue.stop();
        }
    }

    private Waits waits(int first, double perSecond) {
        List<Long> nanos = new ArrayList<>();
        long missing = 0;
        for (int key = first; key < keys.get(); key++) {
            long start = started.get(key);
            if (start == 0) {
                missing++;
            } else {
                nanos.add(start - sent.get(key));
            }
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Waits(perSecond, sorted, missing);
    }
}
