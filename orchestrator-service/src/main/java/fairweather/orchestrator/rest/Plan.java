package fairweather.orchestrator.rest;

import fairweather.orchestrator.calendar.CalendarPreview;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What schedules and calendars would do next. */
@Schema(description = "What the schedules and the calendars would do next; nothing was done")
public record Plan(
        Instant checkedAt,
        @Schema(description = "The next due first") List<Occasion> schedules,
        List<Cycle> calendar) {

    /** The next occasion of a schedule. */
    @Schema(name = "PlannedOccasion")
    public record Occasion(
            String name,
            Instant at,

            @Schema(description = "Whether it would be done at once")
            boolean due) {
        static Occasion of(Row row) {
            return new Occasion(row.getString("name"), Columns.instant(row, "at"), row.getBoolean("due"));
        }
    }

    /** What a calendar would do about a cycle. */
    @Schema(name = "PlannedCycle")
    public record Cycle(
            String series,
            Instant cycle,

            @Schema(
                    description = "Opens its run now, waits for its time, or records it as missed",
                    enumeration = {"open", "wait", "miss"})
            String action,

            @Schema(description = "When it opens", nullable = true)
            Instant at,

            @Schema(nullable = true) String reason) {
        static Cycle of(CalendarPreview.Planned planned) {
            return new Cycle(
                    planned.series(),
                    planned.cycle(),
                    planned.action().name().toLowerCase(Locale.ROOT),
                    planned.at(),
                    planned.reason());
        }
    }
}
