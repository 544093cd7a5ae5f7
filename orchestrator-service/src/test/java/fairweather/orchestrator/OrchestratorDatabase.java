package fairweather.orchestrator;

import fairweather.database.Database;
import fairweather.orchestrator.stored.StoredRows;
import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A migrated database for tests that need no framework. */
public final class OrchestratorDatabase implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final FairweatherDatabase fresh;
    private final Pool pool;
    private final Database database;

    public OrchestratorDatabase() {
        this("UTC");
    }

    /** @param zone of the sessions */
    public OrchestratorDatabase(String zone) {
        fresh = TestDatabase.shared().freshDatabase();
        Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.ownerUser(), fresh.ownerPassword())
                .placeholders(Map.of("app_role", fresh.appUser()))
                .load()
                .migrate();
        PgConnectOptions options = PgConnectOptions.fromUri(fresh.reactiveUrl())
                .setUser(fresh.appUser())
                .setPassword(fresh.appPassword())
                .addProperty("TimeZone", zone);
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8))
                .connectingTo(options)
                .using(vertx)
                .build();
        database = new Database(pool);
        // What the client sets up with its first statement is not made for two threads at once.
        database.query("SELECT");
    }

    public Database database() {
        return database;
    }

    /** Puts rows straight into the tables; to be closed by the caller. */
    public StoredRows rows() {
        try {
            return new StoredRows(fresh.connectAsOwner());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Stops the database's clock at an instant. */
    public void setNow(Instant now) {
        try (Connection owner = fresh.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE FUNCTION fw_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $now$ SELECT timestamptz '"
                            + now + "' $now$");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** For those who come by another way. */
    public FairweatherDatabase where() {
        return fresh;
    }

    @Override
    public void close() {
        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
    }
}
