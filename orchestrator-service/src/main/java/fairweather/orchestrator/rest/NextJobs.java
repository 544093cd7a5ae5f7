package fairweather.orchestrator.rest;

import fairweather.job.Preview;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What would be claimed now, and what is due and would not be. */
@Schema(description = "What would be claimed now, and what is due and would not be; nothing was claimed")
public record NextJobs(
        @Schema(description = "In claim order, type by type")
        List<Waiting> next,

        @Schema(description = "In claim order, type by type")
        List<HeldBack> heldBack) {

    /** A due job. */
    @Schema(name = "DueJob")
    public record Waiting(
            long id,
            String jobType,
            @Schema(nullable = true) Integer runId,
            @Schema(nullable = true) Integer uid,
            Instant dueAt) {
        private static Waiting of(Preview.Waiting job) {
            return new Waiting(job.id(), job.type().word(), job.runId(), job.minerUid(), job.dueAt());
        }
    }

    /** A due job that is kept from being claimed. */
    @Schema(name = "JobHeldBack")
    public record HeldBack(
            Waiting job,

            @Schema(enumeration = {"held", "miner_busy", "host_at_limit", "host_paced", "type_at_limit"})
            String obstacle,

            @Schema(description = "The reason of a hold, or the host", nullable = true)
            String detail,

            @Schema(description = "When the obstacle ends by itself, if that is known", nullable = true)
            Instant until) {}

    static NextJobs of(Preview preview) {
        return new NextJobs(
                preview.next().stream().map(Waiting::of).toList(),
                preview.heldBack().stream()
                        .map(held -> new HeldBack(
                                Waiting.of(held.job()), held.obstacle().word(), held.detail(), held.until()))
                        .toList());
    }
}
