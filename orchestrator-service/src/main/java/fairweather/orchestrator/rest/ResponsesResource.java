package fairweather.orchestrator.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Responses that the fold has set aside. */
@Path("/api/v1/responses")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs")
public class ResponsesResource {
    private final Refolding refolding;

    ResponsesResource(Refolding refolding) {
        this.refolding = refolding;
    }

    @POST
    @Path("/{id}/refold")
    @Operation(
            operationId = "refoldResponse",
            summary = "Fold a parked response again",
            description = "The outcomes that were set aside are read again, in their order. 409 if it is not parked.")
    @APIResponse(
            responseCode = "202",
            description = "The fold will read them",
            content = @Content(schema = @Schema(implementation = Refolded.class)))
    public RestResponse<Refolded> refold(@PathParam("id") int id, OperatorRequest request) {
        int outcomes = refolding.response(id, OperatorRequest.operator(request));
        return RestResponse.status(RestResponse.Status.ACCEPTED, new Refolded(outcomes));
    }
}
