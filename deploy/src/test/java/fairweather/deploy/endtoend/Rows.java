package fairweather.deploy.endtoend;

import fairweather.deploy.Demonstration;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a demonstration's database. */
final class Rows implements AutoCloseable {
    /** Ids, clocks, latencies and ranks: what may differ between two runs of the same fleet. */
    private static final String[] INCIDENTAL = {
        "id",
        "run_id",
        "response_id",
        "job_id",
        "calculated_at",
        "calculation_time",
        "calculation_duration_ms",
        "created_at",
        "updated_at",
        "started_at",
        "completed_at",
        "voided_at",
        "next_retry_time",
        "next_scheduled_retry",
        "latency_ms",
        "hosting_latency_ms",
        "avg_hosting_latency_ms",
        "forecast_inference_duration_seconds",
        "total_inference_time",
        "avg_inference_time",
        "total_pipeline_duration_seconds",
        "miner_rank",
        "response_time",
        "job_accepted_at",
        "inference_started_at",
        "last_polled_time",
        "inference_completed_at",
        "verification_at",
        "manifest_fetched_at",
        "day1_scoring_completed_at",
        "era5_scoring_completed_at",
        "first_seen",
        "last_active",
        "last_successful_forecast",
        "last_failed_forecast",
        "validator_hotkey"
    };

    /** What a crash of ours must not change: scores and states, but not how often somebody was asked. */
    static final Map<String, String> RESULTS = Map.of(
            "components",
            "SELECT c.*, c.voided_at IS NOT NULL AS voided FROM weather_forecast_component_scores c",
            "scores",
            "SELECT s.*, s.voided_at IS NOT NULL AS voided FROM weather_miner_scores s",
            "states",
            """
            SELECT miner_uid, miner_hotkey, status, verification_state, verification_code, manifest_hash,
                   failed_stage, failure_category, failure_code
            FROM weather_miner_responses
            """,
            "board",
            """
            SELECT miner_uid, forecast_status, forecast_score_initial, era5_leads, era5_combined_score,
                   era5_completeness, overall_forecast_score, avg_rmse, avg_acc, avg_skill_score
            FROM weather_forecast_stats
            """);

    /** Everything about a miner. */
    static final Map<String, String> EVERYTHING = Map.of(
            "components",
            "SELECT c.*, c.voided_at IS NOT NULL AS voided FROM weather_forecast_component_scores c",
            "scores",
            "SELECT s.*, s.voided_at IS NOT NULL AS voided FROM weather_miner_scores s",
            "responses",
            "SELECT r.* FROM weather_miner_responses r",
            "steps",
            "SELECT s.* FROM weather_forecast_steps s WHERE miner_hotkey <> 'coordinator'",
            "statistics",
            "SELECT s.* FROM weather_forecast_stats s",
            "lifetime",
            "SELECT m.* FROM miner_stats m");

    private final Connection connection;

    Rows(Demonstration demonstration) throws SQLException {
        this.connection = demonstration.database().connectAsApp();
    }

    /** Each miner's rows as JSON texts with exact numbers, in a fixed order, by table and uid. */
    Map<Integer, List<String>> ofMiners(Map<String, String> tables, Set<Integer> uids) throws SQLException {
        Map<Integer, List<String>> rows = new TreeMap<>();
        uids.forEach(uid -> rows.put(uid, new ArrayList<>()));
        for (Map.Entry<String, String> table : new TreeMap<>(tables).entrySet()) {
            String sql = "SELECT miner_uid, (to_jsonb(t) - ?)::text AS row FROM (" + table.getValue()
                    + ") t ORDER BY miner_uid, row";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Array incidental = connection.createArrayOf("text", INCIDENTAL);
                statement.setArray(1, incidental);
                ResultSet result = statement.executeQuery();
                while (result.next()) {
                    int uid = result.getInt("miner_uid");
                    if (uids.contains(uid)) {
                        rows.get(uid).add(table.getKey() + " " + result.getString("row"));
                    }
                }
            }
        }
        return rows;
    }

    /** The rows of a query as text, columns joined by " · ", null as "–". */
    List<String> texts(String sql, Object... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            ResultSet result = statement.executeQuery();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String column = result.getString(i);
                    columns.add(column == null ? "–" : column);
                }
                texts.add(String.join(" · ", columns));
            }
        }
        return texts;
    }

    double number(String sql, Object... values) throws SQLException {
        List<String> texts = texts(sql, values);
        if (texts.size() != 1) {
            throw new IllegalStateException(texts.size() + " rows instead of one: " + sql);
        }
        return Double.parseDouble(texts.getFirst());
    }

    /** The registered miners' uids by the label of the fleet's plan. */
    Map<String, Integer> uidsByLabel() throws SQLException {
        Map<String, Integer> uids = new LinkedHashMap<>();
        for (String row : texts("SELECT uid, label FROM node_table ORDER BY uid")) {
            String[] columns = row.split(" · ");
            uids.putIfAbsent(columns[1], Integer.valueOf(columns[0]));
        }
        return uids;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
