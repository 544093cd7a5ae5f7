package fairweather.orchestrator.gauge;

import fairweather.database.Database;
import fairweather.orchestrator.gauge.Sample.Reading;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The gauges of queue, fold and schedules, as {@code docs/metrics.md} describes them. They are read from the database
 * every 15 s by a thread of their own; a scrape only sees what was read last, and how long ago that was.
 */
public final class EngineGauges implements AutoCloseable {
    /** The time between two readings. */
    public static final Duration EVERY = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(EngineGauges.class);

    /** A gauge with a row per job type or schedule: what the sample calls it, its name, and the names of its labels. */
    private record Labelled(String reading, MultiGauge gauge, String typeLabel, String statusLabel) {
        MultiGauge.Row<Number> row(Reading one) {
            Tags tags = Tags.of(typeLabel, one.type());
            return MultiGauge.Row.of(statusLabel == null ? tags : tags.and(statusLabel, one.status()), one.value());
        }
    }

    private final Sampler sampler;
    private final LongSupplier nanoTime;
    private final List<Labelled> labelled;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Sample sample = Sample.NONE;
    private volatile long readAt;

    /** @param nanoTime a clock that only runs forward, in ns */
    public EngineGauges(Database database, MeterRegistry registry, LongSupplier nanoTime) {
        this.sampler = new Sampler(database);
        this.nanoTime = nanoTime;
        this.readAt = nanoTime.getAsLong();
        this.labelled = List.of(
                labelled(registry, "jobs", "fairweather.jobs", "type", "status"),
                labelled(registry, "backlog_age", "fairweather.jobs.backlog.age.seconds", "type", null),
                labelled(registry, "dead", "fairweather.jobs.dead", "type", null),
                labelled(registry, "schedule_late", "fairweather.schedule.late.seconds", "schedule", null),
                labelled(registry, "schedule_failures", "fairweather.schedule.failures", "schedule", null),
                labelled(registry, "schedule_missed", "fairweather.schedule.missed", "schedule", null));
        single(registry, "unfolded", "fairweather.outcomes.unfolded");
        single(registry, "unfolded_age", "fairweather.outcomes.unfolded.age.seconds");
        single(registry, "parked", "fairweather.responses.parked");
        single(registry, "holds", "fairweather.holds");
        Gauge.builder("fairweather.sample.age.seconds", this, EngineGauges::ageSeconds)
                .register(registry);
        FunctionCounter.builder("fairweather.reconcile.repairs", this, EngineGauges::repairs)
                .register(registry);
    }

    private static Labelled labelled(
            MeterRegistry registry, String reading, String name, String typeLabel, String statusLabel) {
        return new Labelled(reading, MultiGauge.builder(name).register(registry), typeLabel, statusLabel);
    }

    private void single(MeterRegistry registry, String reading, String name) {
        Gauge.builder(name, this, gauges -> gauges.sample.only(reading)).register(registry);
    }

    private double ageSeconds() {
        return (nanoTime.getAsLong() - readAt) / 1e9;
    }

    private double repairs() {
        return sample.of("schedule_done").stream()
                .filter(reading -> reading.type().equals("reconcile"))
                .mapToDouble(Reading::value)
                .sum();
    }

    public void start() {
        Thread.ofVirtual().name("gauges").start(this::run);
    }

    private void run() {
        try {
            do {
                read();
            } while (!stopped.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            LOG.debug("the gauges stop");
        }
    }

    /** Reads once; what was read before stays, and ages, if the database does not answer. */
    void read() {
        try {
            Sample next = sampler.read();
            for (Labelled gauge : labelled) {
                gauge.gauge()
                        .register(
                                next.of(gauge.reading()).stream()
                                        .map(gauge::row)
                                        .toList(),
                                true);
            }
            sample = next;
            readAt = nanoTime.getAsLong();
        } catch (RuntimeException away) {
            LOG.warnf("the gauges cannot be read: %s", away.getMessage());
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
