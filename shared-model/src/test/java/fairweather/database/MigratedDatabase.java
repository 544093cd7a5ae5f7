package fairweather.database;

import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * A migrated database of its own with a clock that can be moved: {@code fw_now()} is replaced by one that adds the
 * offset of a one-row table. The pool logs in as the application does.
 */
public final class MigratedDatabase implements AutoCloseable {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger MIGRATION_LOG = Logger.getLogger("org.flywaydb");

    private final FairweatherDatabase where;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final AtomicInteger cycles = new AtomicInteger();

    private MigratedDatabase(FairweatherDatabase where, int connections) {
        this.where = where;
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections))
                .connectingTo(connectOptions())
                .using(vertx)
                .build();
    }

    public static MigratedDatabase create() {
        return create(16);
    }

    public static MigratedDatabase create(int connections) {
        FairweatherDatabase where = TestDatabase.shared().freshDatabase();
        migrate(where);
        MigratedDatabase database = new MigratedDatabase(where, connections);
        database.asOwner("""
                CREATE TABLE test_clock (shift interval NOT NULL);
                INSERT INTO test_clock VALUES ('0');
                CREATE OR REPLACE FUNCTION fw_now() RETURNS timestamptz LANGUAGE sql VOLATILE
                    AS 'SELECT clock_timestamp() + (SELECT shift FROM test_clock)'
                """);
        return database;
    }

    public static MigrateResult migrate(FairweatherDatabase where) {
        return flyway(where).migrate();
    }

    public static Flyway flyway(FairweatherDatabase where) {
        MIGRATION_LOG.setLevel(Level.WARNING);
        return Flyway.configure()
                .dataSource(where.jdbcUrl(), where.ownerUser(), where.ownerPassword())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app_role", where.appUser()))
                .load();
    }

    public FairweatherDatabase where() {
        return where;
    }

    public Vertx vertx() {
        return vertx;
    }

    public Pool pool() {
        return pool;
    }

    public PgConnectOptions connectOptions() {
        return PgConnectOptions.fromUri(where.reactiveUrl())
                .setUser(where.appUser())
                .setPassword(where.appPassword());
    }

    /** Moves the database's clock forward. */
    public void advance(Duration by) {
        asOwner("UPDATE test_clock SET shift = shift + interval '" + by.toMillis() + " milliseconds'");
    }

    public Instant now() {
        return first("SELECT fw_now()", OffsetDateTime.class).toInstant();
    }

    public void asOwner(String sql) {
        try (Connection connection = where.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The first column of the first row. */
    public <T> T first(String sql, Class<T> type, Object... values) {
        try (Connection connection = where.connectAsOwner();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject(1, type);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** A run in state {@code created} of a cycle that no other run has. */
    public int newRun(boolean testMode) {
        String sql = """
                INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc,
                    forecast_run_id, forecast_type, validator_hotkey, run_config, scoring_version, status)
                SELECT name, t, t, 'forecast_test', '10day', 'validator',
                       run_config || jsonb_build_object('test_mode', ?::boolean), 1, 'created'
                FROM series, (SELECT timestamptz '2025-01-01T00:00Z' + ? * interval '6 hours' AS t) AS cycle
                WHERE name = 'demo' RETURNING id
                """;
        return first(sql, Integer.class, testMode, cycles.incrementAndGet());
    }

    public int newResponse(int run, int uid) {
        String sql =
                "INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey) VALUES (?, ?, 'key') RETURNING id";
        return first(sql, Integer.class, run, uid);
    }

    /** Removes all runs, jobs, holds and outcomes. */
    public void empty() {
        asOwner("TRUNCATE validator_jobs, validator_job_logs, outcomes, job_holds, host_pace, weather_forecast_runs "
                + "RESTART IDENTITY CASCADE");
        asOwner("UPDATE test_clock SET shift = '0'");
    }

    @Override
    public void close() {
        pool.close().await().atMost(Duration.ofSeconds(5));
        vertx.close().await().atMost(Duration.ofSeconds(5));
    }
}
