package fairweather.reference.cache;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something again and again beside the work that goes on. */
@FunctionalInterface
public interface Beats {

    /** Ends what was begun; what is running at this moment may still come to its end. */
    @FunctionalInterface
    interface Stop extends AutoCloseable {
        @Override
        void close();
    }

    Stop every(Duration interval, Runnable beat);

    /** Beats of one daemon thread, which ends when there has been nothing to do for a while. */
    static Beats ofOneThread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("field-cache-lease").factory());
        thread.setKeepAliveTime(10, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
        return (interval, beat) -> {
            ScheduledFuture<?> again =
                    thread.scheduleAtFixedRate(beat, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
            return () -> again.cancel(false);
        };
    }
}
