package fairweather.gateway.miner;

import fairweather.postgres.FairweatherDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/** The rows of the database that the gateway reads, written as the orchestrator would. */
public final class Rows {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Instant FIRST = Instant.parse("2018-10-06T18:00:00Z");

    private Rows() {}

    /** A response and the T0 of its run. */
    public record Response(int id, int runId, int uid, String hotkey, Instant initTime) {}

    private static Connection connect() throws SQLException {
        return connect(setting("quarkus.datasource.username"), setting("quarkus.datasource.password"));
    }

    private static Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:" + setting("quarkus.datasource.reactive.url"), user, password);
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /** Does something while the table of frozen manifests is not there. */
    public static void withoutManifests(Runnable something) {
        try (Connection owner = connect(FairweatherDatabase.OWNER, setting("test.owner.password"));
                Statement statement = owner.createStatement()) {
            statement.execute("ALTER TABLE forecast_manifests RENAME TO away");
            try {
                something.run();
            } finally {
                statement.execute("ALTER TABLE away RENAME TO forecast_manifests");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int insert(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A run of its own with one miner at this address. */
    public static Response response(String hotkey, String ip, Integer port) {
        return response(FIRST.plus(Duration.ofDays(RUNS.get() + 1L)), hotkey, ip, port);
    }

    /** A run of its own with this T0. */
    public static Response response(Instant cycle, String hotkey, String ip, Integer port) {
        int number = RUNS.incrementAndGet();
        int run = insert("""
                INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc,
                    forecast_run_id, forecast_type, validator_hotkey, run_config, scoring_version, status)
                VALUES ('demo', ?, ?, 'run', 'wind', 'validator', '{}', 1, 'querying_miners') RETURNING id
                """, Timestamp.from(cycle), Timestamp.from(cycle.plus(Duration.ofHours(240))));
        return response(run, number, cycle, hotkey, ip, port);
    }

    /** One more miner of a run. */
    public static Response response(int run, int uid, Instant cycle, String hotkey, String ip, Integer port) {
        insert(
                "INSERT INTO node_table (uid, hotkey, ip, port) VALUES (?, ?, ?, ?) RETURNING uid",
                uid,
                hotkey,
                ip,
                port);
        int id = insert("""
                INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey) VALUES (?, ?, ?) RETURNING id
                """, run, uid, hotkey);
        return new Response(id, run, uid, hotkey, cycle);
    }

    public static void setJobId(Response response, String jobId) {
        insert("UPDATE weather_miner_responses SET job_id = ? WHERE id = ? RETURNING id", jobId, response.id());
    }

    public static void giveSlotTo(Response response, String hotkey) {
        insert("UPDATE node_table SET hotkey = ? WHERE uid = ? RETURNING uid", hotkey, response.uid());
    }

    public static void emptySlot(Response response) {
        insert("DELETE FROM node_table WHERE uid = ? RETURNING uid", response.uid());
    }

    public static void freeze(Response response, String hash, byte[] gzip, byte[] signature, String path, int files) {
        insert("""
                INSERT INTO forecast_manifests (response_id, manifest_hash, manifest_gzip, signature, signer,
                    store_path, file_count)
                VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING response_id
                """, response.id(), hash, gzip, signature, response.hotkey(), path, files);
    }
}
