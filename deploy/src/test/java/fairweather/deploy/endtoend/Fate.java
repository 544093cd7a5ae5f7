package fairweather.deploy.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a miner in a run, in the words of {@code docs/miner-faults.md}; empty texts where nothing failed.
 *
 * @param lost the variables that are absent, each with its code, separated by commas
 * @param score {@code twin}, {@code part} or {@code 0}, as that page explains; otherwise the number itself
 */
record Fate(
        String status,
        String verification,
        String stage,
        String category,
        String code,
        String lost,
        String score,
        boolean hosting) {
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|(.*)\\|");

    /** Each odd miner's fate beside that of its good neighbour, the even one before it, which forecasts the same. */
    private static final String FATES = """
            WITH lost AS (
                SELECT miner_uid, string_agg(DISTINCT variable_name || ' ' || absence_code, ', ') AS variables
                FROM weather_forecast_component_scores WHERE voided_at IS NULL AND absence_code IS NOT NULL
                GROUP BY miner_uid
            ), unequal AS (
                SELECT DISTINCT c.miner_uid
                FROM weather_forecast_component_scores c
                JOIN weather_forecast_component_scores t
                  ON t.miner_uid = c.miner_uid - 1 AND t.score_type = c.score_type AND t.lead_hours = c.lead_hours
                     AND t.variable_name = c.variable_name
                WHERE c.scored AND (c.sums, c.rmse, c.acc, c.skill_score)
                                   IS DISTINCT FROM (t.sums, t.rmse, t.acc, t.skill_score)
            )
            SELECT n.label, r.status, r.verification_state, coalesce(r.failed_stage, ''),
                   coalesce(r.failure_category, ''), coalesce(r.failure_code, ''), coalesce(l.variables, ''),
                   CASE WHEN s.overall_forecast_score = 0 THEN '0'
                        WHEN s.overall_forecast_score = t.overall_forecast_score THEN 'twin'
                        WHEN s.overall_forecast_score < t.overall_forecast_score AND u.miner_uid IS NULL THEN 'part'
                        ELSE coalesce(s.overall_forecast_score::text, 'none') END,
                   m.hosting_failures > 0
            FROM weather_miner_responses r
            JOIN node_table n ON n.uid = r.miner_uid
            JOIN weather_forecast_stats s ON s.miner_uid = r.miner_uid
            JOIN weather_forecast_stats t ON t.miner_uid = r.miner_uid - r.miner_uid % 2
            JOIN miner_stats m ON m.miner_uid = r.miner_uid
            LEFT JOIN lost l ON l.miner_uid = r.miner_uid
            LEFT JOIN unequal u ON u.miner_uid = r.miner_uid
            WHERE (r.miner_uid % 2 = 1) = ?
            ORDER BY r.miner_uid
            """;

    /** By knob, as the page has it. */
    static Map<String, Fate> onThePage(Path root) throws IOException {
        Map<String, Fate> fates = new LinkedHashMap<>();
        for (String line : Files.readAllLines(root.resolve("docs/miner-faults.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String[] cells = row.group(2).split("\\|", -1);
                // The first cell says in words what the miner does.
                fates.put(row.group(1), of(cells, 1, cells[8].strip().equals("yes")));
            }
        }
        return fates;
    }

    /** By knob or, of the good miners, by label; from a run in which each miner had one response. */
    static Map<String, Fate> inTheDatabase(Rows rows, boolean hostile) throws SQLException {
        Map<String, Fate> fates = new LinkedHashMap<>();
        for (String row : rows.texts(FATES, hostile)) {
            String[] cells = row.split(" · ", -1);
            String name = hostile ? cells[0].substring(cells[0].indexOf(' ') + 1) : cells[0];
            fates.put(name, of(cells, 1, cells[8].equals("t")));
        }
        return fates;
    }

    private static Fate of(String[] cells, int first, boolean hosting) {
        String[] texts = new String[7];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = cells[first + i].strip();
        }
        return new Fate(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], hosting);
    }
}
