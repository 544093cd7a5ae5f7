package fairweather.proof.chaos;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to for each miner: scores to the last bit, states and the board. No fault may change any of it; how
 * often somebody was asked, and when, is left out.
 *
 * @param rows each row as JSON, after the name of its table
 */
record Scores(List<String> rows) {
    private static final String INCIDENTAL =
            "'{id,run_id,response_id,calculated_at,calculation_time,calculation_duration_ms,voided_at}'::text[]";

    private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "component",
            "SELECT *, voided_at IS NOT NULL AS voided FROM weather_forecast_component_scores WHERE run_id = ?",
            "score",
            "SELECT *, voided_at IS NOT NULL AS voided FROM weather_miner_scores WHERE run_id = ?",
            "response",
            """
            SELECT miner_uid, miner_hotkey, status, verification_state, verification_code, manifest_hash, failed_stage,
                   failure_category, failure_code
            FROM weather_miner_responses WHERE run_id = ?
            """,
            "board",
            """
            SELECT miner_uid, miner_rank, forecast_status, forecast_score_initial, era5_leads, era5_combined_score,
                   era5_completeness, overall_forecast_score, avg_rmse, avg_acc, avg_skill_score
            FROM weather_forecast_stats WHERE run_id = ?
            """));

    Scores {
        rows = List.copyOf(rows);
    }

    static Scores of(Console console, long runId) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            String sql = "SELECT (to_jsonb(t) - " + INCIDENTAL + ")::text AS row FROM (" + table.getValue()
                    + ") AS t ORDER BY t.miner_uid, row";
            console.query(sql, row -> row.getString(1), Math.toIntExact(runId))
                    .forEach(row -> rows.add(table.getKey() + " " + row));
        }
        return new Scores(rows);
    }

    /** The rows of each that the other has not. */
    List<String> differences(Scores others) {
        List<String> differences = new ArrayList<>();
        missing(rows, others.rows).forEach(row -> differences.add("only here: " + row));
        missing(others.rows, rows).forEach(row -> differences.add("only undisturbed: " + row));
        return differences;
    }

    private static List<String> missing(List<String> from, List<String> in) {
        List<String> missing = new ArrayList<>(from);
        in.forEach(missing::remove);
        return missing;
    }
}
