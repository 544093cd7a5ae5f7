package fairweather.deploy.api;

import java.util.List;

/** The leaderboard of a run, as {@code GET /api/v1/runs/{id}/board} shows it. */
public record Board(Run run, List<Row> rows) {

    public record Run(long id, String series, String cycle, String status) {}

    /** One miner; rank and scores are null where there is none, the failure's columns where nothing failed. */
    public record Row(
            Integer rank,
            int uid,
            String hotkey,
            String label,
            String status,
            Double overallForecastScore,
            Double era5CombinedScore,
            Double era5Completeness,
            Double day1Score,
            String failedStage,
            String category,
            String code,
            String message) {}

    public Board {
        rows = rows == null ? List.of() : List.copyOf(rows);
    }
}
