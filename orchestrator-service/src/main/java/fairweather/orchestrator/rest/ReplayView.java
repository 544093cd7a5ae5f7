package fairweather.orchestrator.rest;

import fairweather.orchestrator.replay.Replay;
import fairweather.orchestrator.replay.ReplayRow;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A replay and how far it is. */
@Schema(name = "Replay", description = "A range of past cycles that is run again, and how far it is")
public record ReplayView(
        @Schema(description = "The series that its runs belong to", examples = "november-2025")
        String name,

        @Schema(description = "The series whose configuration was taken", examples = "daily")
        String series,

        @Schema(description = "Its first cycle") Instant from,

        @Schema(description = "No cycle is later") Instant to,

        @Schema(description = "The hours from one cycle to the next")
        int everyHours,

        @Schema(description = "How many of its runs may live at once")
        int atOnce,

        @Schema(description = "The slots that take part; null for all", nullable = true)
        List<Integer> uids,

        @Schema(description = "The source that was asked for; null for the source series' own", nullable = true)
        String referenceSource,

        @Schema(enumeration = {"running", "cancelled", "finished"})
        String state,

        @Schema(description = "The cycle that is opened next; null if there is none", nullable = true)
        Instant nextCycle,

        @Schema(
                description = "Why it cannot be opened now; null while it can, or waits for others to end",
                nullable = true)
        String waiting,

        Progress progress,
        String actor,
        String reason,
        Instant createdAt,

        @Schema(description = "When it was finished or cancelled", nullable = true)
        Instant endedAt) {

    /** How many of its cycles got how far. */
    @Schema(
            name = "ReplayProgress",
            description = "How many of its cycles got how far, by the last run of each; opened ones beyond the other "
                    + "four have been removed with their age")
    public record Progress(
            @Schema(description = "Cycles of the range") int cycles,
            int opened,

            @Schema(description = "Cycles whose run goes on")
            int live,

            int completed,
            int failed,
            int abandoned) {}

    static final String COLUMNS =
            ReplayRow.COLUMNS + ", p.state, p.waiting, p.actor, p.reason, p.created_at, p.ended_at, c.*";

    /** Of the row p of the table replays: the last run of each of its cycles, counted by how it is. */
    static final String COUNTS = """
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE status NOT IN ('completed', 'failed', 'abandoned'))::integer AS live,
                       count(*) FILTER (WHERE status = 'completed')::integer AS completed,
                       count(*) FILTER (WHERE status = 'failed')::integer AS failed,
                       count(*) FILTER (WHERE status = 'abandoned')::integer AS abandoned
                FROM (SELECT DISTINCT ON (gfs_init_time_utc) status FROM weather_forecast_runs
                      WHERE series = p.name AND gfs_init_time_utc BETWEEN p.first_cycle AND p.last_cycle
                      ORDER BY gfs_init_time_utc, id DESC) AS last_runs) AS c
            """;

    static ReplayView of(Row row) {
        Replay replay = ReplayRow.replay(row);
        Instant next = ReplayRow.next(row);
        String state = row.getString("state");
        boolean goesOn = state.equals("running") && !next.isAfter(replay.to());
        return new ReplayView(
                replay.name(),
                replay.source(),
                replay.from(),
                replay.to(),
                replay.everyHours(),
                replay.atOnce(),
                replay.uids(),
                replay.referenceSource(),
                state,
                goesOn ? next : null,
                row.getString("waiting"),
                new Progress(
                        replay.cycles(),
                        replay.before(next),
                        row.getInteger("live"),
                        row.getInteger("completed"),
                        row.getInteger("failed"),
                        row.getInteger("abandoned")),
                row.getString("actor"),
                row.getString("reason"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "ended_at"));
    }
}
