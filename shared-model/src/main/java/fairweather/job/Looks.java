package fairweather.job;

import fairweather.job.Claims.Found;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * When a pool looks at the queue: when it is woken, again when it has found something, when the next job is due, and at
 * the latest after its polling time. One look at a time; whoever asks during a look gets another after it.
 */
final class Looks {
    private static final Logger LOG = Logger.getLogger(WorkerPool.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final JobQueue queue;
    private final Claims claims;
    private final Duration poll;
    private final ScheduledExecutorService timer;
    private final Executor woken;
    private final Runnable onEnd;
    private final Pause pause = new Pause();
    /** Looks asked for and not yet answered; whoever raises it from 0 looks. */
    private final AtomicInteger asked = new AtomicInteger();

    private volatile boolean stopped;
    private ScheduledFuture<?> next;

    /**
     * @param woken where a look begins for which somebody has asked
     * @param onEnd is run when there is to be no further look
     */
    Looks(
            JobQueue queue,
            Claims claims,
            Duration poll,
            ScheduledExecutorService timer,
            Executor woken,
            Runnable onEnd) {
        this.queue = queue;
        this.claims = claims;
        this.poll = poll;
        this.timer = timer;
        this.woken = woken;
        this.onEnd = onEnd;
    }

    void wake() {
        askIn(woken);
    }

    /** The look under way is the last. */
    void stop() {
        stopped = true;
    }

    boolean areUnderWay() {
        return asked.get() > 0;
    }

    private void askIn(Executor executor) {
        if (!stopped && asked.getAndIncrement() == 0) {
            executor.execute(this::look);
        }
    }

    /** Whatever is thrown here would end all looking. */
    private void look() {
        int answered = asked.get();
        Uni.createFrom()
                .deferred(claims::all)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "cannot look for jobs");
                    return Found.TROUBLE;
                })
                .subscribe()
                .with(found -> looked(answered, found));
    }

    private void looked(int answered, Found found) {
        boolean askedMeanwhile = asked.addAndGet(-answered) > 0;
        if (found == Found.JOBS) {
            pause.end();
        }
        if (stopped) {
            asked.set(0);
            onEnd.run();
        } else if (askedMeanwhile) {
            timer.execute(this::look);
        } else {
            switch (found) {
                case JOBS -> lookForMore();
                case TROUBLE -> lookAfter(AFTER_TROUBLE);
                case NOTHING -> lookWhenDue();
            }
        }
    }

    /** If all slots are taken, the first attempt that ends asks for a look. */
    private void lookForMore() {
        if (claims.anyOpen()) {
            askIn(timer);
        }
    }

    private void lookWhenDue() {
        Set<JobType> ready = claims.ready();
        if (ready.isEmpty()) {
            lookAfter(poll);
            return;
        }
        Uni.createFrom()
                .deferred(() -> queue.untilNextDue(ready))
                .subscribe()
                .with(due -> lookAfter(wait(due.orElse(poll))), failure -> lookAfter(poll));
    }

    /** What is due at once was not to be had by the look that has just ended. */
    private Duration wait(Duration untilDue) {
        if (!untilDue.isPositive()) {
            return pause.next();
        }
        pause.end();
        return untilDue.compareTo(poll) < 0 ? untilDue : poll;
    }

    private synchronized void lookAfter(Duration wait) {
        if (next != null) {
            next.cancel(false);
        }
        long millis = Math.max(Pause.SHORTEST.toMillis(), wait.toMillis());
        next = timer.schedule(this::wake, millis, TimeUnit.MILLISECONDS);
    }
}
