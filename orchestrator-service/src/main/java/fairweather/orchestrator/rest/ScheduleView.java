package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A periodic work and how it has been going. */
@Schema(name = "Schedule", description = "A periodic work and how it has been going")
public record ScheduleView(
        @Schema(examples = "retention") String name,
        double everySeconds,

        @Schema(
                description = "Occasions missed are made up for once, each of them is, or they are left out",
                enumeration = {"once", "each", "skip"})
        String missedFire,

        @Schema(description = "The oldest regular time that is not answered")
        Instant nextDueAt,

        @Schema(description = "When it is tried again after a failure", nullable = true)
        Instant retryAt,

        @Schema(nullable = true) Instant lastRunAt,
        @Schema(nullable = true) Instant lastSuccessAt,

        @Schema(description = "How long after its regular time the last occasion began", nullable = true)
        Double lastLateSeconds,

        @Schema(description = "How many things the last occasion did", nullable = true)
        Long lastCount,

        @Schema(description = "How many things all occasions did")
        long totalCount,

        @Schema(description = "Occasions that had no turn of their own")
        long missed,

        @Schema(description = "The last failure, however long ago", nullable = true)
        String lastError,

        @Schema(nullable = true) Instant lastErrorAt,
        int consecutiveFailures) {

    static final String LIST = """
            SELECT name, extract(epoch FROM every)::double precision AS every_seconds, missed_fire, next_due_at, not_before,
                   last_run_at, last_success_at, extract(epoch FROM last_late)::double precision AS late_seconds,
                   last_count, total_count, missed, last_error, last_error_at, consecutive_failures
            FROM periodic_work ORDER BY name
            """;

    static ScheduleView of(Row row) {
        return new ScheduleView(
                row.getString("name"),
                row.getDouble("every_seconds"),
                row.getString("missed_fire"),
                Columns.instant(row, "next_due_at"),
                Columns.instant(row, "not_before"),
                Columns.instant(row, "last_run_at"),
                Columns.instant(row, "last_success_at"),
                row.getDouble("late_seconds"),
                row.getLong("last_count"),
                row.getLong("total_count"),
                row.getLong("missed"),
                row.getString("last_error"),
                Columns.instant(row, "last_error_at"),
                row.getInteger("consecutive_failures"));
    }
}
