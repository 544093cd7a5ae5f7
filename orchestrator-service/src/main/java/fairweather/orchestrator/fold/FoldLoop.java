package fairweather.orchestrator.fold;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Folds whenever it is woken, and every second anyway. */
public final class FoldLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FoldLoop.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Fold fold;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopping;
    private Thread thread;

    public FoldLoop(Fold fold) {
        this.fold = fold;
    }

    public void start() {
        thread = Thread.ofVirtual().name("fold").start(this::run);
    }

    /** Cheap; from any thread. */
    public void wake() {
        woken.release();
    }

    private void run() {
        while (!stopping) {
            int folded = foldOnce();
            if (folded == 0 && !await()) {
                return;
            }
        }
    }

    private int foldOnce() {
        try {
            return fold.fold();
        } catch (RuntimeException | Error failure) {
            LOG.errorf(failure, "the fold is tried again");
            return 0;
        }
    }

    private boolean await() {
        try {
            woken.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
            woken.drainPermits();
            return true;
        } catch (InterruptedException stop) {
            return false;
        }
    }

    @Override
    public void close() {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
