package fairweather.scoring.service;

import fairweather.reference.cache.FieldCache;
import fairweather.reference.cache.Retention;
import fairweather.reference.provider.ReferenceSettings.Cache;
import fairweather.scoring.input.NeededFields;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.store.OpenRuns;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sweeps the field cache of this machine from time to time. What open runs need stays; of several processes that share
 * the cache one sweeps at a time.
 */
final class Janitor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Janitor.class);
    private static final long GIB = 1L << 30;

    private final FieldCache cache;
    private final Retention retention;
    private final OpenRuns runs;
    private final ReferenceFields fields;
    private final Duration every;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("janitor").factory());

    Janitor(Cache settings, FieldCache cache, OpenRuns runs, ReferenceFields fields) {
        this.cache = cache;
        this.retention = new Retention(
                Duration.ofDays(settings.gfsDays()),
                Duration.ofDays(settings.era5Days()),
                settings.climatologyGib() * GIB,
                settings.maxGib() * GIB);
        this.runs = runs;
        this.fields = fields;
        this.every = settings.sweep();
    }

    void start() {
        thread.scheduleWithFixedDelay(this::sweepAndGoOn, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A sweep that fails, for example because the database is away, must not be the last one. */
    private void sweepAndGoOn() {
        try {
            sweep();
        } catch (RuntimeException failed) {
            LOG.warn("the field cache could not be swept", failed);
        }
    }

    private void sweep() {
        cache.sweep(retention, () -> NeededFields.of(runs.all(), fields))
                .ifPresent(report -> LOG.infof(
                        "swept the field cache: removed %d fields, kept %d of %d MiB",
                        report.removed().size(), report.kept(), report.bytesKept() >> 20));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
