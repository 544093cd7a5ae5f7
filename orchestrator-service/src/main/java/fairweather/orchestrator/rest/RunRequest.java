package fairweather.orchestrator.rest;

import fairweather.job.JobType;
import fairweather.orchestrator.replay.Replay;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a request for a run. */
@Schema(
        description =
                "Which run to open, who asks for it and why. A range of past cycles, from, to and replay instead of "
                        + "cycle, is opened one after another as a series of its own")
public record RunRequest(
        @Schema(required = true, maxLength = 64, examples = "demo")
        String series,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                description =
                        "The initial time: 00, 06, 12 or 18 UTC, from 1940 to 2200; needed unless a range is given",
                nullable = true,
                examples = "2018-10-06T18:00:00Z")
        String cycle,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                description = "Of a range: its first cycle",
                nullable = true,
                examples = "2025-11-01T00:00:00Z")
        String from,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                description = "Of a range: no cycle is later",
                nullable = true,
                examples = "2025-11-30T00:00:00Z")
        String to,

        @Schema(
                description = "Of a range: the hours from one cycle to the next, a multiple of 6, 24 by default",
                nullable = true)
        Integer everyHours,

        @Schema(
                description = "Of a range: how many of its runs may live at once, 1 to 16, 2 by default",
                nullable = true)
        Integer atOnce,

        @Schema(
                description = "Of a range: the name of the series that it becomes; letters, digits and dashes",
                maxLength = 64,
                nullable = true,
                examples = "november-2025")
        String replay,

        @Schema(
                description = "Of a range: where its reference data come from, if not from where the series' own do",
                maxLength = 64,
                nullable = true)
        String referenceSource,

        @Schema(description = "The slots that take part; null for all", nullable = true)
        List<Integer> uids,

        @Schema(description = "Opens it with Day 1 held back until the hold is lifted", nullable = true)
        Boolean holdDay1,

        @Schema(description = "Opens it with ERA5 scoring held back until the hold is lifted", nullable = true)
        Boolean holdEra5,

        @Schema(required = true, maxLength = 64, examples = "alice")
        String actor,

        @Schema(required = true, maxLength = 500, examples = "the demonstration")
        String reason) {
    /** Whether a range is asked for, or anything that only a range has. */
    boolean ofRange() {
        return Stream.of(from, to, everyHours, atOnce, replay, referenceSource).anyMatch(Objects::nonNull);
    }

    /** The range that is asked for. */
    Replay range(List<Integer> slots) {
        if (cycle != null) {
            throw Refusal.badRequest("a range is given by from, to and replay, without cycle");
        }
        if (!held().isEmpty()) {
            throw Refusal.badRequest("the runs of a range cannot be opened held back: pause the job type instead");
        }
        try {
            return new Replay(
                    Input.text("replay", replay, 64),
                    Input.text("series", series, 64),
                    Input.instant("from", from),
                    Input.instant("to", to),
                    everyHours == null ? Replay.DEFAULT_EVERY_HOURS : everyHours,
                    atOnce == null ? Replay.DEFAULT_AT_ONCE : atOnce,
                    slots,
                    Input.optionalText("reference_source", referenceSource, 64));
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest(wrong.getMessage());
        }
    }

    /** The stages that are held back from the beginning. */
    Set<JobType> held() {
        Set<JobType> held = EnumSet.noneOf(JobType.class);
        if (Boolean.TRUE.equals(holdDay1)) {
            held.add(JobType.DAY1);
        }
        if (Boolean.TRUE.equals(holdEra5)) {
            held.add(JobType.ERA5);
        }
        return held;
    }
}
