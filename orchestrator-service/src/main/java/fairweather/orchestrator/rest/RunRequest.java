package fairweather.orchestrator.rest;

import fairweather.job.JobType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a request for a run. */
@Schema(description = "Which run to open, who asks for it and why")
public record RunRequest(
        @Schema(required = true, maxLength = 64, examples = "demo")
        String series,

        @Schema(
                required = true,
                type = SchemaType.STRING,
                format = "date-time",
                description = "The initial time: 00, 06, 12 or 18 UTC, from 1940 to 2200",
                examples = "2018-10-06T18:00:00Z")
        String cycle,

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
