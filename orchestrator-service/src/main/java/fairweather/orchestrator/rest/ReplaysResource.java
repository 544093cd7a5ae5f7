package fairweather.orchestrator.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Ranges of past cycles that are run again; one is started by {@code POST /api/v1/runs}. */
@Path("/api/v1/replays")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs")
public class ReplaysResource {
    private final ReplayChanges replays;

    ReplaysResource(ReplayChanges replays) {
        this.replays = replays;
    }

    @GET
    @Operation(operationId = "listReplays", summary = "List replays", description = "By name.")
    public Listing<ReplayView> list(
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        return replays.list(PageRequest.of(limit, after, 1));
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getReplay", summary = "A replay and how far it is")
    public ReplayView one(@PathParam("name") String name) {
        return replays.one(name);
    }

    @POST
    @Path("/{name}/cancel")
    @Operation(
            operationId = "cancelReplay",
            summary = "Cancel a replay",
            description =
                    "It opens no more runs. Those that go on do so, unless runs is true: then they are cancelled as "
                            + "by `/api/v1/runs/{id}/cancel`, which can also be asked for later. 409 once it is finished.")
    @APIResponse(
            responseCode = "202",
            description = "It opens no more",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    public RestResponse<ReplayView> cancel(@PathParam("name") String name, ReplayCancellation request) {
        ReplayCancellation body = Input.body(request);
        Operator operator = Operator.of(body.actor(), body.reason());
        ReplayView cancelled = replays.cancel(name, Boolean.TRUE.equals(body.runs()), operator);
        return RestResponse.status(RestResponse.Status.ACCEPTED, cancelled);
    }
}
