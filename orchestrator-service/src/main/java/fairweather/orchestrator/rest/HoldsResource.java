package fairweather.orchestrator.rest;

import fairweather.job.HoldTarget;
import fairweather.job.JobType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What is kept from being claimed: pause, pause until, resume. */
@Path("/api/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "queue")
public class HoldsResource {
    private final HoldChanges holds;
    private final AdminConfig config;

    HoldsResource(HoldChanges holds, AdminConfig config) {
        this.holds = holds;
        this.config = config;
    }

    @GET
    @Operation(operationId = "listHolds", summary = "List holds", description = "The oldest first.")
    public Listing<HoldView> list(
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        PageRequest page = PageRequest.of(limit, after, 1);
        return Listing.of(page, holds.list(page), hold -> List.of(hold.id()));
    }

    @POST
    @Operation(
            operationId = "hold",
            summary = "Hold work back",
            description =
                    "Durable, for all processes, from the next claim on; work that runs goes on. A hold of exactly "
                            + "the same type, slot and run is replaced. 409 for a run that has ended. weather.era5_truth serves all "
                            + "runs and is held for all or not at all.")
    @APIResponse(
            responseCode = "201",
            description = "It is held back",
            content = @Content(schema = @Schema(implementation = HoldView.class)))
    public RestResponse<HoldView> hold(HoldRequest request) {
        HoldRequest body = Input.body(request);
        Operator operator = Operator.of(body.actor(), body.reason());
        JobType type = body.jobType() == null ? null : Input.jobType("job_type", body.jobType());
        if (body.uid() != null && (body.uid() < 0 || body.uid() >= config.slots())) {
            throw Refusal.badRequest("uid must be 0 to " + (config.slots() - 1));
        }
        if (type == null && body.uid() == null && body.runId() == null) {
            throw Refusal.badRequest("a hold names a job_type, a uid or a run_id");
        }
        if (type == JobType.ERA5_TRUTH && (body.runId() != null || body.uid() != null)) {
            throw Refusal.badRequest("a truth is looked for once for all runs and miners that wait for it: hold "
                    + JobType.ERA5_TRUTH.word() + " without run_id and uid");
        }
        Instant until = body.until() == null ? null : Input.instant("until", body.until());
        HoldTarget target = new HoldTarget(type, body.uid(), body.runId());
        return RestResponse.status(RestResponse.Status.CREATED, holds.hold(target, until, operator));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "liftHold",
            summary = "Lift a hold",
            description = "What was held may be claimed at once. Answers with the hold that was lifted.")
    public HoldView lift(@PathParam("id") long id, OperatorRequest request) {
        return holds.lift(id, OperatorRequest.operator(request));
    }
}
