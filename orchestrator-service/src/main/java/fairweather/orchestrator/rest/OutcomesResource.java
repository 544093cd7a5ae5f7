package fairweather.orchestrator.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Outcomes that the fold has set aside and that are about no run in particular: a truth, an aggregation. */
@Path("/api/v1/outcomes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "queue")
public class OutcomesResource {
    private final Refolding refolding;

    OutcomesResource(Refolding refolding) {
        this.refolding = refolding;
    }

    @POST
    @Path("/refold")
    @Operation(
            operationId = "refoldOutcomes",
            summary = "Fold the parked outcomes of no run again",
            description = "For those of a run or a response see there. 409 if none is parked.")
    @APIResponse(
            responseCode = "202",
            description = "The fold will read them",
            content = @Content(schema = @Schema(implementation = Refolded.class)))
    public RestResponse<Refolded> refold(OperatorRequest request) {
        int outcomes = refolding.ofNoRun(OperatorRequest.operator(request));
        return RestResponse.status(RestResponse.Status.ACCEPTED, new Refolded(outcomes));
    }
}
