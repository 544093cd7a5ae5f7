package fairweather.orchestrator.rest;

import fairweather.database.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.sqlclient.Row;
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
    private static final String LOCK =
            "SELECT run_id, parked_reason FROM weather_miner_responses WHERE id = $1 FOR NO KEY UPDATE";

    private static final String UNPARK =
            "UPDATE weather_miner_responses SET parked_reason = NULL, updated_at = fw_now() WHERE id = $1";

    /** An outcome about the whole run is set aside too if one of its responses was parked. */
    private static final String UNFOLD = """
            UPDATE outcomes SET disposition = NULL, disposition_reason = NULL
            WHERE disposition = 'parked' AND (response_id = $1 OR run_id = $2 AND response_id IS NULL)
            """;

    private static final String WAKE = "SELECT pg_notify('outcomes', '')";

    private final Database database;

    ResponsesResource(Database database) {
        this.database = database;
    }

    /** How much is folded again. */
    @Schema(description = "How much is folded again")
    public record Refolded(
            int responseId,

            @Schema(description = "Outcomes that the fold reads again")
            int outcomes) {}

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
        Operator operator = OperatorRequest.operator(request);
        return database.transaction(tx -> {
            Row response = tx.first(LOCK, id).orElseThrow(() -> Refusal.notFound("there is no response " + id));
            if (response.getString("parked_reason") == null) {
                throw Refusal.conflict("response " + id + " is not parked");
            }
            int runId = response.getInteger("run_id");
            tx.update(UNPARK, id);
            int outcomes = tx.update(UNFOLD, id, runId);
            operator.log(tx, null, runId, id, "lets " + outcomes + " outcomes of response " + id + " be folded again");
            tx.query(WAKE);
            return RestResponse.status(RestResponse.Status.ACCEPTED, new Refolded(id, outcomes));
        });
    }
}
