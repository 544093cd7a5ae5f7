package fairweather.orchestrator.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The miners of a run in the order of their overall score. */
@Schema(description = "The miners of a run in the order of their overall score, the unranked last")
public record Board(
        Run run,
        List<Line> rows,

        @Schema(description = "The run's reference data and what stands in for what", nullable = true)
        Map<String, Object> inputs) {

    /** The run that the board is about. */
    @Schema(name = "BoardRun")
    public record Run(int id, String series, Instant cycle, String status) {}

    /** One miner. Scores are 0 to 1, and null before they are known. */
    @Schema(name = "BoardRow", description = "One miner. Scores are 0 to 1, and null before they are known")
    public record Line(
            @Schema(nullable = true) Integer rank,
            int uid,
            String hotkey,

            @Schema(description = "The slot's label, if it still has this hotkey", nullable = true)
            String label,

            String status,
            @Schema(nullable = true) Double overallForecastScore,
            @Schema(nullable = true) Double era5CombinedScore,

            @Schema(description = "The share of leads with a scored component", nullable = true)
            Double era5Completeness,

            @Schema(nullable = true) Double day1Score,

            @Schema(description = "The stage in which it failed", nullable = true)
            String failedStage,

            @Schema(description = "The kind of failure", nullable = true)
            String category,

            @Schema(description = "The exact reason", nullable = true)
            String code,

            @Schema(nullable = true) String message,

            @Schema(description = "The score of each lead by its hours; null where there is none")
            Map<String, Double> era5Scores) {}
}
