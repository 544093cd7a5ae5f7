package fairweather.orchestrator.service;

import fairweather.database.Database;
import fairweather.database.Notifications;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.Lane;
import fairweather.job.WorkerPool;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.job.postgres.PostgresRetryHistory;
import fairweather.orchestrator.calendar.CalendarKeeper;
import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.FoldLoop;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.orchestrator.gateway.MinerGateway;
import fairweather.orchestrator.periodic.AbandonedRuns;
import fairweather.orchestrator.periodic.PeriodicWork;
import fairweather.orchestrator.task.InitiateFetchTask;
import fairweather.orchestrator.task.OrchestrateTask;
import fairweather.orchestrator.task.PollTask;
import fairweather.orchestrator.task.PostgresSubjects;
import fairweather.orchestrator.task.QueryTask;
import fairweather.orchestrator.task.Subjects;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What an orchestrator does without being asked: it folds, works on its job types and keeps the periodic work. */
@Singleton
public class Background {
    /** The most expired leases that one look takes back. */
    private static final int RECLAIM_BATCH = 500;

    private static final Duration RECLAIM_LIMIT = Duration.ofSeconds(20);

    private final OrchestratorConfig config;
    private final JobQueue queue;
    private final WorkerPool workers;
    private final FoldLoop fold;
    private final CalendarKeeper calendar;
    private final PeriodicWork periodic;
    private final Vertx vertx;
    private final PgConnectOptions listenOptions;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Notifications notifications;

    Background(
            OrchestratorConfig config,
            Database database,
            MinerGateway gateway,
            MeterRegistry registry,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.config = config;
        this.vertx = vertx;
        this.queue = new PostgresJobQueue(database.pool());
        this.listenOptions = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        this.fold = new FoldLoop(new Fold(new PostgresBooks(database)));
        this.calendar = new CalendarKeeper(gateway::identity, System::nanoTime);
        this.periodic = new PeriodicWork(database, works());
        Subjects subjects = new PostgresSubjects(database);
        this.workers = new WorkerPool(
                queue,
                new PostgresRetryHistory(database.pool()),
                "orchestrator-" + UUID.randomUUID(),
                List.of(
                        new Lane(JobType.ORCHESTRATE, new OrchestrateTask(subjects), 2, threads),
                        new Lane(JobType.INITIATE_FETCH, new InitiateFetchTask(subjects), 2, threads),
                        new Lane(JobType.QUERY_MINER, new QueryTask(subjects, gateway), config.querySlots(), threads),
                        new Lane(
                                JobType.POLL_MINER,
                                new PollTask(subjects, gateway, System::nanoTime),
                                config.pollSlots(),
                                threads)));
        FunctionCounter.builder("fairweather.leases.lost", workers, WorkerPool::leasesLost)
                .description("Attempts whose work was discarded because their lease was lost")
                .register(registry);
    }

    private Map<String, Consumer<Database.Session>> works() {
        Map<String, Consumer<Database.Session>> works = new HashMap<>();
        works.put("reaper", tx -> queue.reclaimExpired(RECLAIM_BATCH).await().atMost(RECLAIM_LIMIT));
        works.put("sweep", AbandonedRuns::giveUp);
        if (config.calendarEnabled()) {
            works.put("calendar", calendar::tick);
        }
        return works;
    }

    void start(@Observes StartupEvent started) {
        if (!config.backgroundEnabled()) {
            return;
        }
        notifications = new Notifications(vertx, listenOptions, Map.of("jobs", workers::wake, "outcomes", fold::wake));
        fold.start();
        workers.start();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void tick() {
        if (config.backgroundEnabled()) {
            if (config.calendarEnabled()) {
                calendar.learnIdentity();
            }
            periodic.tick();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (!config.backgroundEnabled()) {
            return;
        }
        notifications.close();
        workers.close();
        fold.close();
        threads.close();
    }
}
