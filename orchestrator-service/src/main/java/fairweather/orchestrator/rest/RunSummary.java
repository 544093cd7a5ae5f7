package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run in a list. */
@Schema(description = "A run")
public record RunSummary(
        int id,

        @Schema(description = "The stream of runs it belongs to", examples = "daily")
        String series,

        @Schema(description = "The initial time of the forecast")
        Instant cycle,

        @Schema(description = "Of a hindcast: the cycle that was asked for, before the shift", nullable = true)
        Instant nominalCycle,

        @Schema(description = "Whether its weather was known when it was opened: a hindcast or a replay")
        boolean hindsight,

        @Schema(description = "Where it is, from created to completed, failed or abandoned")
        String status,

        @Schema(description = "Whether it was opened after its regular time")
        boolean late,

        Instant createdAt,

        @Schema(description = "When it ended; null while it lives", nullable = true)
        Instant completedAt,

        @Schema(description = "Why it failed or was abandoned", nullable = true)
        String errorMessage) {

    static final String COLUMNS =
            "r.id, r.series, r.gfs_init_time_utc, r.nominal_init_time_utc, r.hindsight, r.status, r.late, "
                    + "r.run_initiation_time, r.completion_time, r.error_message";

    static RunSummary of(Row row) {
        return new RunSummary(
                row.getInteger("id"),
                row.getString("series"),
                Columns.instant(row, "gfs_init_time_utc"),
                Columns.instant(row, "nominal_init_time_utc"),
                row.getBoolean("hindsight"),
                row.getString("status"),
                row.getBoolean("late"),
                Columns.instant(row, "run_initiation_time"),
                Columns.instant(row, "completion_time"),
                row.getString("error_message"));
    }
}
