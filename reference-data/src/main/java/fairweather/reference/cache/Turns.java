package fairweather.reference.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;

/** Lets one thread of this process at a time do what a name stands for; the others wait. */
final class Turns {
    private final ConcurrentMap<String, CountDownLatch> taken = new ConcurrentHashMap<>();

    /** Ends the turn; the threads that wait for it try anew. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until nobody has a turn of this name. A thread that takes several takes them in the order of their names,
     * else two could wait for each other.
     *
     * @param waits run once for every other thread that had to be waited for
     */
    Turn take(String name, Runnable waits) throws InterruptedException {
        CountDownLatch mine = new CountDownLatch(1);
        for (CountDownLatch theirs = taken.putIfAbsent(name, mine);
                theirs != null;
                theirs = taken.putIfAbsent(name, mine)) {
            waits.run();
            theirs.await();
        }
        return () -> {
            taken.remove(name, mine);
            mine.countDown();
        };
    }
}
