package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a miner has achieved over all runs that count. */
@Schema(description = "What a miner has achieved over all runs of the series that count")
public record LeaderboardRow(
        @Schema(nullable = true) Integer rank,
        int uid,
        String hotkey,

        @Schema(description = "The slot's label, if it still has this hotkey", nullable = true)
        String label,

        @Schema(nullable = true) Double avgForecastScore,
        @Schema(nullable = true) Double avgDay1Score,
        @Schema(nullable = true) Double avgEra5Score,
        @Schema(nullable = true) Double avgEra5Completeness,
        @Schema(nullable = true) Double bestForecastScore,
        @Schema(nullable = true) Double worstForecastScore,
        @Schema(nullable = true) Double scoreStdDev,
        int successfulForecasts,
        int failedForecasts,
        @Schema(nullable = true) Double forecastSuccessRatio,
        int consecutiveSuccesses,
        int consecutiveFailures,

        @Schema(description = "Exchanges with the miner that worked, of all", nullable = true)
        Double hostReliabilityRatio,

        @Schema(nullable = true) Double avgHostingLatencyMs,
        @Schema(nullable = true) Instant lastActive) {

    static final String COLUMNS = """
            m.miner_rank, m.miner_uid, m.miner_hotkey, n.label, m.avg_forecast_score, m.avg_day1_score,
            m.avg_era5_score, m.avg_era5_completeness, m.best_forecast_score, m.worst_forecast_score,
            m.score_std_dev, m.successful_forecasts, m.failed_forecasts, m.forecast_success_ratio,
            m.consecutive_successes, m.consecutive_failures, m.host_reliability_ratio, m.avg_hosting_latency_ms,
            m.last_active""";

    static LeaderboardRow of(Row row) {
        return new LeaderboardRow(
                row.getInteger("miner_rank"),
                row.getInteger("miner_uid"),
                row.getString("miner_hotkey"),
                row.getString("label"),
                row.getDouble("avg_forecast_score"),
                row.getDouble("avg_day1_score"),
                row.getDouble("avg_era5_score"),
                row.getDouble("avg_era5_completeness"),
                row.getDouble("best_forecast_score"),
                row.getDouble("worst_forecast_score"),
                row.getDouble("score_std_dev"),
                row.getInteger("successful_forecasts"),
                row.getInteger("failed_forecasts"),
                row.getDouble("forecast_success_ratio"),
                row.getInteger("consecutive_successes"),
                row.getInteger("consecutive_failures"),
                row.getDouble("host_reliability_ratio"),
                row.getDouble("avg_hosting_latency_ms"),
                Columns.instant(row, "last_active"));
    }
}
