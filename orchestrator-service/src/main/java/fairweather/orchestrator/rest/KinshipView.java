package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Two forecasts of a run that are near-duplicates. It is evidence for people; no score depends on it. */
@Schema(description = "Two forecasts of a run that are near-duplicates: evidence for people, no score depends on it")
public record KinshipView(
        long id,

        @Schema(
                description = "What was compared: the fields of a stage, or the hashes of data chunks",
                enumeration = {"day1", "era5", "chunks"})
        String kind,

        @Schema(description = "null for chunks", nullable = true)
        Integer leadHours,

        @Schema(description = "The response with the lesser id")
        Miner a,

        Miner b,

        @Schema(description = "Who was frozen first: the original, if one is a copy of the other", nullable = true)
        Integer firstFrozenUid,

        @Schema(description = "How many fields, or chunks, both have")
        int compared,

        @Schema(description = "How many of them are near-duplicates, or identical")
        int alike,

        @Schema(description = "Of the nearest field: 0 equal, about 1 unrelated")
        double leastDistance,

        @Schema(description = "The mean over fields; for chunks the share that is not identical")
        double meanDistance,

        @Schema(description = "The distance of each field, when each was frozen")
        Map<String, Object> evidence,

        Instant foundAt) {

    /** One of the two. */
    public record Miner(
            int responseId,
            int uid,
            String hotkey,
            @Schema(nullable = true) String label) {}

    static KinshipView of(Row row) {
        return new KinshipView(
                row.getLong("id"),
                row.getString("kind"),
                row.getInteger("lead_hours"),
                new Miner(
                        row.getInteger("response_a"),
                        row.getInteger("uid_a"),
                        row.getString("hotkey_a"),
                        row.getString("label_a")),
                new Miner(
                        row.getInteger("response_b"),
                        row.getInteger("uid_b"),
                        row.getString("hotkey_b"),
                        row.getString("label_b")),
                row.getInteger("first_frozen_uid"),
                row.getInteger("compared"),
                row.getInteger("alike"),
                row.getDouble("least_distance"),
                row.getDouble("mean_distance"),
                Columns.json(row, "evidence"),
                Columns.instant(row, "found_at"));
    }
}
