package fairweather.bench.queue;

import fairweather.bench.Schema;
import fairweather.database.Notifications;
import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.Lane;
import fairweather.job.NewJob;
import fairweather.job.Report;
import fairweather.job.Task;
import fairweather.job.TaskResult;
import fairweather.job.WorkerPool;
import fairweather.job.postgres.PostgresJobQueue;
import fairweather.job.postgres.PostgresRetryHistory;
import fairweather.postgres.FairweatherDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/** Fairweather's queue: its schema, its worker pools, its notifications. */
final class FairweatherQueue extends WorkingQueue {
    private static final JobType TYPE = JobType.DAY1;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final int pools;
    private final int slots;
    private final DurableServer server;
    private final FairweatherDatabase where;
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Pool enqueuers;
    private final PostgresJobQueue entrance;
    private final List<WorkerPool> workers = new ArrayList<>();
    private Pool connections;
    private Notifications notifications;

    private FairweatherQueue(String name, int pools, int slots, DurableServer server) throws SQLException {
        this.name = name;
        this.pools = pools;
        this.slots = slots;
        this.server = server;
        where = server.newDatabase(name);
        Schema.create(where);
        enqueuers = pool(Setting.CONNECTIONS);
        entrance = new PostgresJobQueue(enqueuers);
    }

    /** Each of as many pools as there are connections claims one job and completes it, with commits of its own. */
    static FairweatherQueue unbatched(DurableServer server) throws SQLException {
        return new FairweatherQueue("fairweather unbatched", Setting.CONNECTIONS, 1, server);
    }

    /** One pool, as in a service: claims as many as it has slots free, completions share commits. */
    static FairweatherQueue batched(DurableServer server) throws SQLException {
        return new FairweatherQueue("fairweather", 1, Setting.CLAIMED, server);
    }

    private Pool pool(int size) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(size))
                .connectingTo(options())
                .using(vertx)
                .build();
    }

    /** As the services set their connections. */
    private PgConnectOptions options() {
        return PgConnectOptions.fromUri(where.reactiveUrl())
                .setUser(where.appUser())
                .setPassword(where.appPassword())
                .addProperty("plan_cache_mode", "force_generic_plan")
                .setCachePreparedStatements(true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String database() {
        return where.name();
    }

    @Override
    public String table() {
        return "validator_jobs";
    }

    @Override
    public void empty() {
        server.execute(database(), "TRUNCATE validator_jobs, outcomes, validator_job_logs");
    }

    @Override
    public void fill(int jobs) {
        server.execute(database(), """
                INSERT INTO validator_jobs (job_type, service, priority, payload)
                SELECT '%s', 'scoring', %d, jsonb_build_object('key', n) FROM generate_series(1, %d) AS n
                """.formatted(TYPE.word(), TYPE.priority(), jobs));
    }

    @Override
    public boolean addFinished(int rows) {
        server.execute(database(), """
                INSERT INTO validator_jobs (job_type, service, priority, payload, status, result, lease_token,
                                            claimed_by, heartbeat_at, started_at, completed_at)
                SELECT '%s', 'scoring', %d, jsonb_build_object('key', n), 'completed',
                       '{"outcome": "done", "detail": {}}', 1, 'worker', fw_now(), fw_now(), fw_now()
                FROM generate_series(1, %d) AS n
                """.formatted(TYPE.word(), TYPE.priority(), rows));
        return true;
    }

    @Override
    public long unfinished() {
        return server.number(database(), """
                SELECT count(*) FROM validator_jobs WHERE status IN ('pending', 'retry_scheduled')""")
                + server.number(database(), "SELECT count(*) FROM validator_jobs WHERE status = 'in_progress'");
    }

    @Override
    void start(IntConsumer started) {
        Task task = context -> {
            started.accept(context.job().payload().getInteger("key"));
            return Uni.createFrom().item(TaskResult.succeeded(Report.NOTHING));
        };
        connections = pool(Setting.CONNECTIONS);
        PostgresRetryHistory history = new PostgresRetryHistory(connections);
        for (int i = 0; i < pools; i++) {
            Lane lane = new Lane(TYPE, task, slots, executor);
            workers.add(new WorkerPool(new PostgresJobQueue(connections), history, "worker-" + i, List.of(lane)));
        }
        workers.forEach(WorkerPool::start);
        notifications = new Notifications(vertx, options(), Map.of("jobs", () -> workers.forEach(WorkerPool::wake)));
    }

    @Override
    void stop() {
        notifications.close();
        workers.forEach(WorkerPool::close);
        workers.clear();
        connections.close().await().atMost(LIMIT);
    }

    @Override
    void enqueue(int key) {
        JsonObject payload = new JsonObject().put("key", key);
        NewJob job = new NewJob(TYPE, TYPE.priority(), payload, Due.now(), null, null, null, null, null);
        entrance.enqueue(job).await().atMost(LIMIT);
    }

    @Override
    public void close() {
        enqueuers.close().await().atMost(LIMIT);
        vertx.close().await().atMost(LIMIT);
        executor.close();
    }
}
