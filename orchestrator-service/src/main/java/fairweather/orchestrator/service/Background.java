package fairweather.orchestrator.service;

import fairweather.database.Database;
import fairweather.database.Notifications;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.Lane;
import fairweather.job.WorkerPool;
import fairweather.job.postgres.PostgresRetryHistory;
import fairweather.orchestrator.calendar.CalendarKeeper;
import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.FoldLoop;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.orchestrator.gateway.MinerGateway;
import fairweather.orchestrator.gauge.EngineGauges;
import fairweather.orchestrator.periodic.AbandonedRuns;
import fairweather.orchestrator.periodic.Aggregation;
import fairweather.orchestrator.periodic.Deregistrations;
import fairweather.orchestrator.periodic.PeriodicLoops;
import fairweather.orchestrator.periodic.PeriodicWork;
import fairweather.orchestrator.periodic.Reaper;
import fairweather.orchestrator.periodic.Reconciliation;
import fairweather.orchestrator.periodic.Retention;
import fairweather.orchestrator.periodic.Snapshots;
import fairweather.orchestrator.periodic.Work;
import fairweather.orchestrator.periodic.Work.Progress;
import fairweather.orchestrator.replay.ReplayKeeper;
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
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What an orchestrator does without being asked: it folds, works on its job types and keeps the periodic work. */
@Singleton
public class Background {
    private final OrchestratorConfig config;
    private final JobQueue queue;
    private final WorkerPool workers;
    private final FoldLoop fold;
    private final CalendarKeeper calendar;
    private final ReplayKeeper replays;
    private final PeriodicLoops periodic;
    private final EngineGauges gauges;
    private final Vertx vertx;
    private final PgConnectOptions listenOptions;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Notifications notifications;

    Background(
            OrchestratorConfig config,
            Database database,
            JobQueue queue,
            MinerGateway gateway,
            MeterRegistry registry,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.config = config;
        this.vertx = vertx;
        this.queue = queue;
        this.listenOptions = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        this.fold = new FoldLoop(new Fold(new PostgresBooks(database)));
        this.calendar = new CalendarKeeper(gateway::identity, System::nanoTime);
        this.replays = new ReplayKeeper(gateway::identity, System::nanoTime);
        Subjects subjects = new PostgresSubjects(database);
        this.gauges = new EngineGauges(database, registry, System::nanoTime);
        this.periodic = new PeriodicLoops(new PeriodicWork(database, works()));
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

    private Map<String, Work> works() {
        Map<String, Work> works = new HashMap<>();
        works.put("reaper", new Reaper(queue));
        works.put("sweep", (tx, occasion) -> Progress.done(AbandonedRuns.giveUp(tx)));
        works.put("aggregate", new Aggregation());
        works.put("snapshot", new Snapshots());
        works.put("deregistration", new Deregistrations());
        works.put("replays", replays);
        works.put("reconcile", new Reconciliation());
        works.put("retention", new Retention(config.retention().periods()));
        if (config.calendarEnabled()) {
            works.put("calendar", calendar);
        }
        return works;
    }

    void start(@Observes StartupEvent started) {
        if (!config.backgroundEnabled()) {
            return;
        }
        notifications = new Notifications(vertx, listenOptions, Map.of("jobs", workers::wake, "outcomes", fold::wake));
        fold.start();
        periodic.start();
        gauges.start();
        workers.start();
    }

    /** By now nobody is served any more. What runs is let end, and what does not end in time is given back. */
    void stop(@Observes ShutdownEvent stopping) {
        if (!config.backgroundEnabled()) {
            return;
        }
        notifications.close();
        gauges.close();
        periodic.close();
        workers.close(config.drainGrace());
        fold.close();
        threads.shutdownNow();
    }
}
