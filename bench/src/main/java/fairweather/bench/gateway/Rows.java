package fairweather.bench.gateway;

import fairweather.forecast.manifest.Gzipped;
import fairweather.postgres.FairweatherDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows that the gateway reads, as the orchestrator would have written them. */
final class Rows {
    private static final String RUN = """
            INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc,
                forecast_run_id, forecast_type, validator_hotkey, run_config, scoring_version, status)
            VALUES ('demo', ?, ?, 'bench', 'wind', 'validator', '{}', 1, 'querying_miners') RETURNING id
            """;

    private static final String NODE = """
            INSERT INTO node_table (uid, hotkey, ip, port) VALUES (?, ?, ?, ?) RETURNING uid
            """;

    private static final String RESPONSE = """
            INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey) VALUES (?, ?, ?) RETURNING id
            """;

    private static final String MANIFEST = """
            INSERT INTO forecast_manifests (response_id, manifest_hash, manifest_gzip, signature, signer, store_path,
                file_count)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING response_id
            """;

    private Rows() {}

    /** A run with these miners; the response of each. */
    static Map<Miner, Integer> seed(FairweatherDatabase database, List<Miner> miners, int port) throws SQLException {
        Map<Miner, Integer> responses = new HashMap<>();
        try (Connection connection = database.connectAsApp()) {
            int run = insert(
                    connection,
                    RUN,
                    Timestamp.from(Miner.CYCLE),
                    Timestamp.from(Miner.CYCLE.plus(Duration.ofHours(240))));
            for (Miner miner : miners) {
                insert(connection, NODE, miner.uid(), miner.hotkey(), miner.host(), port);
                responses.put(miner, insert(connection, RESPONSE, run, miner.uid(), miner.hotkey()));
            }
        }
        return responses;
    }

    /** Objects of a store are read once its manifest is frozen. */
    static void freeze(FairweatherDatabase database, Miner miner, int response) throws SQLException {
        try (Connection connection = database.connectAsApp()) {
            insert(
                    connection,
                    MANIFEST,
                    response,
                    miner.manifestHash(),
                    Gzipped.pack(miner.manifest()),
                    miner.signature(),
                    miner.hotkey(),
                    Miner.STORE,
                    miner.listed());
        }
    }

    private static int insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
