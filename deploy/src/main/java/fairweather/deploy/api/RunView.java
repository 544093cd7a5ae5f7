package fairweather.deploy.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A run as {@code GET /api/v1/runs/{id}} shows it; times are RFC 3339 texts.
 *
 * @param inputs where the reference data come from; null before they are known
 * @param timeToFirstScoreSeconds null before the first score
 */
public record RunView(
        long id,
        String series,
        String cycle,
        String status,
        String createdAt,
        String completedAt,
        String errorMessage,
        Double timeToFirstScoreSeconds,
        Progress progress,
        List<Truth> truth,
        JsonNode inputs) {

    /** How many miners have come how far, and how many (miner, lead) pairs are terminal. */
    public record Progress(
            int miners,
            int queried,
            int ready,
            int verified,
            int day1Done,
            int failed,
            int leadsTotal,
            int leadsDone) {}

    /** Whether the truth of a lead exists; {@code reason} says why not. */
    public record Truth(int leadHours, String validTime, String status, String reason) {}

    public RunView {
        progress = progress == null ? new Progress(0, 0, 0, 0, 0, 0, 0, 0) : progress;
        truth = truth == null ? List.of() : List.copyOf(truth);
    }

    /** In sentences, what of the reference data stands in for something else. */
    public List<String> substitutions() {
        return inputs == null
                ? List.of()
                : inputs.findValuesAsText("reason").stream().distinct().toList();
    }

    public boolean completed() {
        return status.equals("completed");
    }

    /** True if the run will not change any more. */
    public boolean ended() {
        return completed() || status.equals("failed") || status.equals("abandoned");
    }
}
