package fairweather.scoring.service;

import fairweather.database.Database;
import fairweather.job.JobLimits;
import fairweather.job.JobType;
import fairweather.job.Lane;
import fairweather.job.Task;
import fairweather.job.WorkerPool;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.job.postgres.PostgresRetryHistory;
import fairweather.memory.MemoryNeed;
import fairweather.runtime.InternalToken;
import fairweather.scoring.forecast.FrozenForecasts;
import fairweather.scoring.forecast.Gateway;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.service.ScoringConfig.Isolation;
import fairweather.scoring.service.ScoringConfig.Place;
import fairweather.scoring.service.ScoringConfig.Slots;
import fairweather.scoring.store.KinshipStore;
import fairweather.scoring.store.LeadStore;
import fairweather.scoring.store.ManifestStore;
import fairweather.scoring.store.RunStore;
import fairweather.scoring.store.TruthStore;
import fairweather.scoring.task.Day1Task;
import fairweather.scoring.task.Era5Task;
import fairweather.scoring.task.Kinship;
import fairweather.scoring.task.SeedTask;
import fairweather.scoring.task.TruthTask;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The worker pool of this process: every job type has its own fixed threads, never an event loop. */
final class Workers implements AutoCloseable {
    private final List<ExecutorService> threads = new ArrayList<>();
    private final MeterRegistry registry;
    private final WorkerPool pool;

    Workers(
            ScoringConfig config,
            ReferenceFields fields,
            InternalToken token,
            Database database,
            MeterRegistry registry) {
        this.registry = registry;
        RunStore runs = new RunStore(database);
        LeadStore leads = new LeadStore(database);
        ManifestStore manifests = new ManifestStore(database);
        Gateway gateway = gateway(config, token);
        MemoryPlan memory = new MemoryPlan(config.scoring(), registry);
        memory.requireRoomForAnyForecast();
        Timer leadTimes = Timer.builder("fairweather.scoring.lead")
                .description("Reading and scoring one ERA5 lead of one response")
                .register(registry);
        Function<Place, FrozenForecasts> forecasts = place ->
                new FrozenForecasts(manifests, gateway, config.gateway().leadLimit(), memory.workplace(place));
        Isolation isolation = config.scoring().isolation();
        Slots slots = config.scoring().slots();
        Kinship kinship = new Kinship(new KinshipStore(database), manifests);
        Timer truthLags = Timer.builder("fairweather.truth.lag")
                .description("From the valid time of a truth to when it was there")
                .register(registry);
        Task truth = new TruthTask(runs, new TruthStore(database), fields, truthLags::record);
        Task day1 = new Day1Task(runs, leads, fields, forecasts.apply(isolation.day1()), kinship);
        Task era5 = new Era5Task(runs, leads, fields, forecasts.apply(isolation.era5()), kinship, leadTimes::record);
        pool = new WorkerPool(
                new PostgresJobQueue(database.pool(), limits(config.scoring().most())),
                new PostgresRetryHistory(database.pool()),
                "scoring-" + UUID.randomUUID(),
                List.of(
                        lane(JobType.SEED, new SeedTask(runs, leads, fields), slots.seed(), memory.seed()),
                        lane(JobType.ERA5_TRUTH, truth, slots.truth(), memory.truth()),
                        lane(JobType.DAY1, day1, orHalf(slots.day1()), memory.day1()),
                        lane(JobType.ERA5, era5, orHalf(slots.era5()), memory.era5())));
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

    private Lane lane(JobType type, Task task, int slots, MemoryNeed need) {
        ExecutorService executor = Executors.newFixedThreadPool(
                slots, Thread.ofPlatform().daemon().name(type.word() + "-", 1).factory());
        threads.add(executor);
        return new Lane(type, new MeteredTask(type, task, registry), slots, executor).with(need);
    }

    private static JobLimits limits(ScoringConfig.Most most) {
        Map<JobType, Integer> byType = new EnumMap<>(JobType.class);
        byType.put(JobType.ERA5_TRUTH, most.truth());
        most.day1().ifPresent(limit -> byType.put(JobType.DAY1, limit));
        most.era5().ifPresent(limit -> byType.put(JobType.ERA5, limit));
        most.seed().ifPresent(limit -> byType.put(JobType.SEED, limit));
        return new JobLimits(byType, null);
    }

    private static int orHalf(OptionalInt slots) {
        return slots.orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static Gateway gateway(ScoringConfig config, InternalToken token) {
        return Gateway.at(
                config.gateway().url(),
                token.secret().authorization(),
                new SecureRandom(),
                config.gateway().objectLimit());
    }
}
