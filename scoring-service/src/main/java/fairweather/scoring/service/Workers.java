package fairweather.scoring.service;

import fairweather.database.Database;
import fairweather.job.JobType;
import fairweather.job.Lane;
import fairweather.job.Task;
import fairweather.job.WorkerPool;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.job.postgres.PostgresRetryHistory;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.directory.DirectorySource;
import fairweather.runtime.InternalToken;
import fairweather.scoring.forecast.FrozenForecasts;
import fairweather.scoring.forecast.Gateway;
import fairweather.scoring.input.NamedSource;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.store.Catalogue;
import fairweather.scoring.store.LeadStore;
import fairweather.scoring.store.ManifestStore;
import fairweather.scoring.store.RunStore;
import fairweather.scoring.store.TruthStore;
import fairweather.scoring.task.Day1Task;
import fairweather.scoring.task.Era5Task;
import fairweather.scoring.task.SeedTask;
import fairweather.scoring.task.TruthTask;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The worker pool of this process: every job type has its own fixed threads, never an event loop. */
final class Workers implements AutoCloseable {
    private final List<ExecutorService> threads = new ArrayList<>();
    private final MeterRegistry registry;
    private final WorkerPool pool;

    Workers(ScoringConfig config, InternalToken token, Database database, MeterRegistry registry) {
        this.registry = registry;
        RunStore runs = new RunStore(database);
        LeadStore leads = new LeadStore(database);
        FieldCache cache = FieldCache.open(config.fieldCache().directory());
        ReferenceFields fields = new ReferenceFields(sources(config), cache, new Catalogue(database));
        FrozenForecasts forecasts = new FrozenForecasts(
                new ManifestStore(database),
                gateway(config, token),
                config.gateway().leadLimit());
        Timer leadTimes = Timer.builder("fairweather.scoring.lead")
                .description("Reading and scoring one ERA5 lead of one response")
                .register(registry);
        ScoringConfig.Slots slots = config.scoring().slots();
        pool = new WorkerPool(
                new PostgresJobQueue(database.pool()),
                new PostgresRetryHistory(database.pool()),
                "scoring-" + UUID.randomUUID(),
                List.of(
                        lane(JobType.SEED, new SeedTask(runs, fields), slots.seed()),
                        lane(JobType.ERA5_TRUTH, new TruthTask(runs, new TruthStore(database), fields), slots.truth()),
                        lane(JobType.DAY1, new Day1Task(runs, leads, fields, forecasts), orHalf(slots.day1())),
                        lane(
                                JobType.ERA5,
                                new Era5Task(runs, leads, fields, forecasts, leadTimes::record),
                                orHalf(slots.era5()))));
        FunctionCounter.builder("fairweather.leases.lost", pool, WorkerPool::leasesLost)
                .description("Attempts whose work was discarded because their lease was lost")
                .register(registry);
    }

    void start() {
        pool.start();
    }

    void wake() {
        pool.wake();
    }

    @Override
    public void close() {
        pool.close();
        threads.forEach(ExecutorService::shutdownNow);
    }

    private Lane lane(JobType type, Task task, int slots) {
        ExecutorService executor = Executors.newFixedThreadPool(
                slots, Thread.ofPlatform().daemon().name(type.word() + "-", 1).factory());
        threads.add(executor);
        return new Lane(type, new MeteredTask(type, task, registry), slots, executor);
    }

    private static int orHalf(OptionalInt slots) {
        return slots.orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static List<NamedSource> sources(ScoringConfig config) {
        List<NamedSource> sources = new ArrayList<>();
        config.reference().directories().forEach((name, path) -> {
            DirectorySource source = DirectorySource.open(path);
            sources.add(new NamedSource(name, source, source.closed()));
        });
        return sources;
    }

    private static Gateway gateway(ScoringConfig config, InternalToken token) {
        return Gateway.at(
                config.gateway().url(),
                token.secret().authorization(),
                config.gateway().objectLimit());
    }
}
