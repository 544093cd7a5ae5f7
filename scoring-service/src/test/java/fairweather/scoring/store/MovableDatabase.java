package fairweather.scoring.store;

import fairweather.database.Database;
import fairweather.postgres.FairweatherDatabase;
import fairweather.scoring.rig.Rig;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A migrated database whose clock can be moved forward. The pool logs in as the services do. */
final class MovableDatabase implements AutoCloseable {
    private final FairweatherDatabase where;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    private MovableDatabase(FairweatherDatabase where) {
        this.where = where;
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8))
                .connectingTo(PgConnectOptions.fromUri(where.reactiveUrl())
                        .setUser(where.appUser())
                        .setPassword(where.appPassword()))
                .using(vertx)
                .build();
    }

    static MovableDatabase create() {
        FairweatherDatabase where = Rig.migrated();
        MovableDatabase database = new MovableDatabase(where);
        database.asOwner("""
                CREATE TABLE test_clock (shift interval NOT NULL);
                INSERT INTO test_clock VALUES ('0');
                GRANT SELECT ON test_clock TO PUBLIC;
                CREATE OR REPLACE FUNCTION fw_now() RETURNS timestamptz LANGUAGE sql VOLATILE
                    AS 'SELECT clock_timestamp() + (SELECT shift FROM test_clock)'
                """);
        return database;
    }

    Database database() {
        return new Database(pool);
    }

    void advance(Duration by) {
        asOwner("UPDATE test_clock SET shift = shift + interval '" + by.toMillis() + " milliseconds'");
    }

    private void asOwner(String sql) {
        try (Connection connection = where.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    @Override
    public void close() {
        pool.close().await().atMost(Duration.ofSeconds(5));
        vertx.close().await().atMost(Duration.ofSeconds(5));
    }
}
