package fairweather.orchestrator.rest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The whole subnet at one moment. */
@Schema(name = "Snapshot", description = "The whole subnet at one moment. Averages are over all miners")
public record SnapshotView(
        long id,
        Instant takenAt,

        @Schema(description = "Miners that took part in any run that is kept")
        int miners,

        @Schema(nullable = true) Double avgForecastScore,
        @Schema(nullable = true) Double avgDay1Score,
        @Schema(nullable = true) Double avgEra5Completeness,
        @Schema(nullable = true) Double avgHostingLatencyMs,
        @Schema(nullable = true) Double hostReliabilityRatio,

        @Schema(description = "The ten best by their average score, the best first")
        List<Ranked> top,

        @Schema(description = "The ten last, the last first")
        List<Ranked> bottom) {

    /** A miner with its average score. */
    @Schema(name = "SnapshotMiner")
    public record Ranked(int uid, String hotkey, double score) {}

    static SnapshotView of(Row row) {
        JsonObject content = row.getJsonObject("content");
        return new SnapshotView(
                row.getLong("id"),
                Columns.instant(row, "taken_at"),
                content.getInteger("miners"),
                content.getDouble("avg_forecast_score"),
                content.getDouble("avg_day1_score"),
                content.getDouble("avg_era5_completeness"),
                content.getDouble("avg_hosting_latency_ms"),
                content.getDouble("host_reliability_ratio"),
                ranked(content.getJsonArray("top")),
                ranked(content.getJsonArray("bottom")));
    }

    private static List<Ranked> ranked(JsonArray miners) {
        return IntStream.range(0, miners.size())
                .mapToObj(miners::getJsonObject)
                .map(miner -> new Ranked(miner.getInteger("uid"), miner.getString("hotkey"), miner.getDouble("score")))
                .toList();
    }
}
