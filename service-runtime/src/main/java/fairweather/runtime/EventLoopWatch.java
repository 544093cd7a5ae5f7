package fairweather.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.btc.BlockedThreadEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Counts how often an event loop was blocked for more than 100 ms, in {@code fairweather.event.loop.blocked}: one
 * count per blockage, however long it lasts, from the service's first readiness on. Worker threads may block and are
 * not counted.
 */
@Singleton
public class EventLoopWatch implements VertxOptionsCustomizer {
    /** How long an event loop may be busy with one event. */
    public static final long THRESHOLD_MILLIS = 100;

    private static final long CHECK_MILLIS = 25;
    private static final Logger LOG = Logger.getLogger(EventLoopWatch.class);

    private volatile boolean counting;

    /** When the blockage began that was counted last, per thread. */
    private final Map<Thread, Long> counted = new ConcurrentHashMap<>();

    @Override
    public void accept(VertxOptions options) {
        options.setBlockedThreadCheckInterval(CHECK_MILLIS)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(THRESHOLD_MILLIS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS);
    }

    /** Begins to count; before a service is ready, loading its classes keeps every thread busy and serves nobody. */
    void begin() {
        counting = true;
    }

    void watch(@Observes StartupEvent started, Vertx vertx, MeterRegistry registry) {
        Counter blocked = Counter.builder("fairweather.event.loop.blocked")
                .description("How often an event loop was blocked for more than " + THRESHOLD_MILLIS + " ms")
                .register(registry);
        ((VertxInternal) vertx).blockedThreadChecker().setThreadBlockedHandler(event -> note(event, blocked));
    }

    private void note(BlockedThreadEvent event, Counter blocked) {
        Thread thread = event.thread();
        if (!counting || !thread.getName().contains("eventloop")) {
            return;
        }
        long began = System.nanoTime() - event.duration();
        Long before = counted.put(thread, began);
        boolean sameBlockage = before != null && began - before < TimeUnit.MILLISECONDS.toNanos(THRESHOLD_MILLIS / 2);
        if (!sameBlockage) {
            blocked.increment();
            Throwable where = new Throwable("blocked here");
            where.setStackTrace(thread.getStackTrace());
            LOG.warnf(where, "an event loop is blocked: thread=%s", thread.getName());
        }
    }
}
