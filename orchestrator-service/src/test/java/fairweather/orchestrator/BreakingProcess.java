package fairweather.orchestrator;

import static org.awaitility.Awaitility.await;

import fairweather.database.Database;
import fairweather.job.JobType;
import fairweather.job.Lane;
import fairweather.job.Task;
import fairweather.job.WorkerPool;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.job.postgres.PostgresRetryHistory;
import fairweather.orchestrator.fold.Fold;
import fairweather.orchestrator.fold.postgres.PostgresBooks;
import fairweather.orchestrator.gateway.GatewayClient;
import fairweather.orchestrator.task.InitiateFetchTask;
import fairweather.orchestrator.task.OrchestrateTask;
import fairweather.orchestrator.task.PollTask;
import fairweather.orchestrator.task.PostgresSubjects;
import fairweather.orchestrator.task.QueryTask;
import fairweather.postgres.BreakingWire;
import fairweather.postgres.FairweatherDatabase;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An orchestrator with one connection to the database, which can be broken, and one slot for one type of work. */
final class BreakingProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BreakingWire wire;
    private final Pool pool;
    private final Database database;
    private final GatewayClient gateway;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    BreakingProcess(Vertx vertx, FairweatherDatabase where, ScriptedGateway gateway) {
        this.gateway = gateway.client();
        wire = new BreakingWire(where.host(), where.port());
        PgConnectOptions options = PgConnectOptions.fromUri(where.reactiveUrl())
                .setHost("127.0.0.1")
                .setPort(wire.port())
                .setUser(where.appUser())
                .setPassword(where.appPassword())
                .addProperty("TimeZone", "UTC");
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(options)
                .using(vertx)
                .build();
        database = new Database(pool);
    }

    BreakingWire wire() {
        return wire;
    }

    private Task task(JobType type) {
        return switch (type) {
            case ORCHESTRATE -> new OrchestrateTask(new PostgresSubjects(database));
            case INITIATE_FETCH -> new InitiateFetchTask(new PostgresSubjects(database));
            case QUERY_MINER -> new QueryTask(new PostgresSubjects(database), gateway);
            case POLL_MINER -> new PollTask(new PostgresSubjects(database), gateway, System::nanoTime);
            case SEED, DAY1, ERA5_TRUTH, ERA5 -> throw new IllegalArgumentException(type + " is scoring work");
        };
    }

    /**
     * Works on the one job of the type that is due and stops.
     *
     * @param job watches the job from outside: true once nothing is left to do at it
     */
    void work(JobType type, Callable<Boolean> job) {
        String name = "orchestrator-" + UUID.randomUUID();
        Lane lane = new Lane(type, task(type), 1, threads);
        WorkerPool workers =
                new WorkerPool(new PostgresJobQueue(pool), new PostgresRetryHistory(pool), name, List.of(lane));
        workers.start();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> isDead() || wire.hasBroken() && workers.running() == 0 || job.call());
        workers.close(isDead() ? Duration.ZERO : WorkerPool.GRACE);
    }

    private boolean isDead() {
        return wire.isBroken();
    }

    void fold() {
        new Fold(new PostgresBooks(database)).fold();
    }

    @Override
    public void close() {
        pool.close().await().indefinitely();
        wire.close();
        threads.shutdownNow();
    }
}
