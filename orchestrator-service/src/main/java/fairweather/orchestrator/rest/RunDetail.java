package fairweather.orchestrator.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run with its progress and the truth of its leads. */
@Schema(description = "A run with its progress and the truth of its leads")
public record RunDetail(
        int id,
        String series,

        @Schema(description = "The initial time of the forecast")
        Instant cycle,

        @Schema(description = "Of a hindcast: the cycle that was asked for, before the shift", nullable = true)
        Instant nominalCycle,

        @Schema(description = "Whether its weather was known when it was opened: a hindcast or a replay")
        boolean hindsight,

        String status,

        @Schema(description = "Whether it was opened after its regular time")
        boolean late,

        Instant createdAt,
        @Schema(nullable = true) Instant completedAt,

        @Schema(description = "Why it failed or was abandoned", nullable = true)
        String errorMessage,

        @Schema(description = "From its opening to the first Day-1 score, s", nullable = true)
        Double timeToFirstScoreSeconds,

        Progress progress,

        @Schema(description = "How many of its ERA5 leads are due by now, so that their truth can exist")
        int leadsDue,

        @Schema(description = "Whether the truth of each ERA5 lead exists")
        List<Truth> truth,

        @Schema(description = "Its reference data and what stands in for what", nullable = true)
        Map<String, Object> inputs) {

    /** How many miners got how far. */
    @Schema(name = "RunProgress", description = "How many miners got how far")
    public record Progress(
            @Schema(description = "Miners that take part") int miners,

            @Schema(description = "Miners whose first call is over")
            int queried,

            @Schema(description = "Forecasts said to be ready")
            int ready,

            @Schema(description = "Manifests verified and frozen")
            int verified,

            @Schema(description = "Forecasts scored against the analysis")
            int day1Done,

            @Schema(description = "Failed or cancelled") int failed,

            @Schema(description = "Ten leads for each response that is not failed or cancelled")
            int leadsTotal,

            @Schema(description = "How many of those are decided")
            int leadsDone) {}

    /** The truth of one lead. */
    @Schema(name = "LeadTruth", description = "The truth of one lead")
    public record Truth(
            int leadHours,
            Instant validTime,

            @Schema(enumeration = {"not_yet", "ready", "gone"})
            String status,

            @Schema(description = "Why it is gone", nullable = true)
            String reason) {}
}
