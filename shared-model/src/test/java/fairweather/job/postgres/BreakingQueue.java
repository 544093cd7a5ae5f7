package fairweather.job.postgres;

import fairweather.database.MigratedDatabase;
import fairweather.job.JobQueue;
import fairweather.job.RetryHistory;
import fairweather.postgres.BreakingWire;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/** The queue as a process sees it whose one connection to the database can be broken. */
public final class BreakingQueue implements AutoCloseable {
    private final BreakingWire wire;
    private final Pool pool;
    private final JobQueue queue;
    private final RetryHistory history;

    public BreakingQueue(MigratedDatabase database) {
        wire = new BreakingWire(database.where().host(), database.where().port());
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(database.connectOptions().setHost("127.0.0.1").setPort(wire.port()))
                .using(database.vertx())
                .build();
        queue = new PostgresJobQueue(pool);
        history = new PostgresRetryHistory(pool);
    }

    public BreakingWire wire() {
        return wire;
    }

    public JobQueue queue() {
        return queue;
    }

    public RetryHistory history() {
        return history;
    }

    @Override
    public void close() {
        pool.close().await().indefinitely();
        wire.close();
    }
}
