package fairweather.bench.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import fairweather.postgres.FairweatherDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;

/**
 * db-scheduler, lock-and-fetch, with its immediate execution: who enqueues in the same process wakes the scheduler. Its
 * rows are deleted when they are done.
 */
final class DbSchedulerQueue extends WorkingQueue {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final TaskDescriptor<Void> NOTE = TaskDescriptor.of("note");

    private final DurableServer server;
    private final FairweatherDatabase where;
    private final Clock clock = Clock.systemUTC();
    private final HikariDataSource enqueuers;
    private HikariDataSource connections;
    private Scheduler scheduler;
    private SchedulerClient entrance;

    DbSchedulerQueue(DurableServer server) throws SQLException {
        this.server = server;
        where = server.newDatabase(name());
        // The columns and indexes that its documentation asks for; priorities are not used.
        server.execute(database(), """
                CREATE TABLE scheduled_tasks (
                    task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
                    execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text,
                    last_success timestamptz, last_failure timestamptz, consecutive_failures integer,
                    last_heartbeat timestamptz, version bigint NOT NULL, priority smallint,
                    PRIMARY KEY (task_name, task_instance));
                CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
                CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
                ALTER TABLE scheduled_tasks OWNER TO %s
                """.formatted(where.ownerUser()));
        enqueuers = JdbcPool.of(where);
    }

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public String database() {
        return where.name();
    }

    @Override
    public String table() {
        return "scheduled_tasks";
    }

    @Override
    public void empty() {
        server.execute(database(), "TRUNCATE scheduled_tasks");
    }

    @Override
    public void fill(int jobs) {
        server.execute(database(), """
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                SELECT '%s', n, clock_timestamp(), false, 1 FROM generate_series(1, %d) AS n
                """.formatted(NOTE.getTaskName(), jobs));
    }

    @Override
    public boolean addFinished(int rows) {
        return false;
    }

    @Override
    public long unfinished() {
        return server.number(database(), "SELECT count(*) FROM scheduled_tasks");
    }

    @Override
    void start(IntConsumer started) {
        OneTimeTask<Void> task =
                Tasks.oneTime(NOTE).execute((instance, context) -> started.accept(Integer.parseInt(instance.getId())));
        connections = JdbcPool.of(where);
        scheduler = Scheduler.create(connections, task)
                .threads(Setting.SLOTS)
                .pollUsingLockAndFetch(0.5, 4.0)
                .pollingInterval(POLL)
                .enableImmediateExecution()
                .build();
        entrance = scheduler;
        scheduler.start();
    }

    @Override
    void stop() {
        scheduler.stop();
        connections.close();
    }

    @Override
    void enqueue(int key) {
        entrance.scheduleIfNotExists(NOTE.instance(Integer.toString(key)).scheduledTo(Instant.now(clock)));
    }

    @Override
    public void close() {
        enqueuers.close();
    }
}
