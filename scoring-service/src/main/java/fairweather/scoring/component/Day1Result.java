package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.scoring.score.Day1Score;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Day 1 of a response.
 *
 * @param score from 0 to 1, or null if no lead had truth and reference
 * @param writes the component rows and the row of the stage
 */
public record Day1Result(Double score, List<Write> writes) {
    static final String SCORE_TYPE = "day1";
    static final String TRUTH_TIER = "gfs_analysis";

    static JsonObject metrics(Day1Score score, JsonObject variables, int fields, Map<Integer, String> unavailable) {
        JsonObject metrics = new JsonObject()
                .put("variables", variables)
                .put("fields", fields)
                .put("copied", score.copied())
                .put("passed", score.passed());
        if (!unavailable.isEmpty()) {
            JsonObject reasons = new JsonObject();
            unavailable.forEach((lead, reason) -> reasons.put(String.valueOf(lead), reason));
            metrics.put("unavailable", reasons);
        }
        return metrics;
    }
}
