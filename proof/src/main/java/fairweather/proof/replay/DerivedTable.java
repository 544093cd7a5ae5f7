package fairweather.proof.replay;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A table, or a part of one, that follows from the outcomes. Every column is compared but those left out, so that a new
 * one is compared from its first day.
 *
 * @param row an expression that names a row in words
 * @param from the table or a query in brackets
 * @param leftOut the clocks of the folding, and ids that mean nothing elsewhere
 */
record DerivedTable(String name, String row, String from, List<String> leftOut) {
    /** What the fold writes, apart from jobs and steps, which it shares with the holders of leases. */
    static final List<DerivedTable> ALL = List.of(
            // When a run ended or first scored depends on which of two simultaneous outcomes was folded first.
            new DerivedTable(
                    "weather_forecast_runs",
                    "'run ' || id",
                    "weather_forecast_runs",
                    List.of("updated_at", "completion_time", "first_score_at")),
            new DerivedTable(
                    "weather_miner_responses",
                    "'run ' || run_id || ' uid ' || miner_uid",
                    "weather_miner_responses",
                    List.of("updated_at")),
            new DerivedTable(
                    "weather_forecast_stats",
                    "'run ' || run_id || ' uid ' || miner_uid",
                    "weather_forecast_stats",
                    List.of("id", "created_at", "updated_at")),
            new DerivedTable(
                    "miner_stats",
                    "'uid ' || miner_uid",
                    "miner_stats",
                    List.of(
                            "updated_at",
                            "first_seen",
                            "last_active",
                            "last_successful_forecast",
                            "last_failed_forecast")),
            new DerivedTable(
                    "score_table", "'run ' || run_id || ' uid ' || miner_uid", "score_table", List.of("updated_at")),
            new DerivedTable("voided scores", "'score ' || id", """
                    (SELECT id, voided_at IS NOT NULL AS voided FROM weather_miner_scores)""", List.of()),
            new DerivedTable("voided component scores", "'component score ' || id", """
                    (SELECT id, voided_at IS NOT NULL AS voided FROM weather_forecast_component_scores)""", List.of()),
            new DerivedTable("state_transitions", "'response ' || response_id || ', step ' || step", """
                    (SELECT response_id, row_number() OVER (PARTITION BY response_id ORDER BY id) AS step, from_status,
                            to_status, reason, outcome_id, at
                     FROM state_transitions WHERE response_id IS NOT NULL)""", List.of()),
            new DerivedTable("state_transitions", "'run ' || run_id || ', step ' || step", """
                    (SELECT run_id, row_number() OVER (PARTITION BY run_id ORDER BY id) AS step, from_status, to_status
                     FROM state_transitions WHERE response_id IS NULL)""", List.of()),
            new DerivedTable("outcomes", "'outcome ' || id || ' (' || kind || ')'", """
                    (SELECT id, kind, disposition, disposition_reason FROM outcomes WHERE actor <> 'fold')""", List.of()));

    /** The places in which two databases disagree about this table, in the order of the rows' names. */
    List<Difference> compare(Connection stored, Connection replayed) throws SQLException {
        Map<String, Map<String, String>> left = read(stored);
        Map<String, Map<String, String>> right = read(replayed);
        TreeSet<String> rows = new TreeSet<>(left.keySet());
        rows.addAll(right.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String each : rows) {
            if (!left.containsKey(each) || !right.containsKey(each)) {
                differences.add(new Difference(
                        name,
                        each,
                        "row",
                        left.containsKey(each) ? "there" : null,
                        right.containsKey(each) ? "there" : null));
                continue;
            }
            left.get(each).forEach((column, value) -> {
                String other = right.get(each).get(column);
                if (!value.equals(other)) {
                    differences.add(new Difference(name, each, column, value, String.valueOf(other)));
                }
            });
        }
        return differences;
    }

    /** The rows by name, each with its columns as text; numbers are exact. */
    private Map<String, Map<String, String>> read(Connection connection) throws SQLException {
        String sql = """
                SELECT t.row, c.key, coalesce(c.value, 'NULL')
                FROM (SELECT %s AS row, to_jsonb(d) - ?::text[] AS columns FROM %s AS d) AS t
                CROSS JOIN LATERAL jsonb_each_text(t.columns) AS c
                ORDER BY t.row, c.key
                """.formatted(row, from);
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array out = connection.createArrayOf("text", leftOut.toArray());
            statement.setArray(1, out);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.computeIfAbsent(result.getString(1), each -> new LinkedHashMap<>())
                            .put(result.getString(2), result.getString(3));
                }
            }
        }
        return rows;
    }
}
