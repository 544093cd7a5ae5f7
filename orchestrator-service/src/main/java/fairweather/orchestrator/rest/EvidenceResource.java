package fairweather.orchestrator.rest;

import fairweather.failure.Sanitiser;
import fairweather.forecast.evidence.Attestation;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.evidence.EvidenceRecord;
import fairweather.hash.Sha256;
import fairweather.orchestrator.gateway.EvidenceSigner;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Evidence that a miner changed its frozen forecast, to be given to others. */
@Path("/api/v1/runs/{id}/miners/{uid}/evidence")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs")
public class EvidenceResource {
    private final EvidenceQueries queries;
    private final EvidenceSigner signer;

    EvidenceResource(EvidenceQueries queries, EvidenceSigner signer) {
        this.queries = queries;
        this.signer = signer;
    }

    @GET
    @Operation(
            operationId = "listEvidence",
            summary = "That a miner's frozen forecast was found changed",
            description = "In the order in which it was noticed; empty if it was not.")
    public Listing<IntegrityEvidenceView> list(
            @PathParam("id") int id,
            @PathParam("uid") int uid,
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        return queries.evidence(id, uid, PageRequest.of(limit, after, 1));
    }

    @GET
    @Path("/{evidence}")
    @Operation(
            operationId = "exportEvidence",
            summary = "One evidence record as a file",
            description =
                    "Self-contained and signed by the validator; `fairweather verify-evidence` judges it offline. "
                            + "While the gateway is away it is not signed, and says so.")
    @APIResponse(
            responseCode = "200",
            description = "The record",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Object.class)))
    public Response export(@PathParam("id") int id, @PathParam("uid") int uid, @PathParam("evidence") long evidence) {
        EvidenceRecord record = queries.record(id, uid, evidence);
        String file = "evidence-run" + id + "-uid" + uid + "-" + evidence + ".json";
        return Response.ok(EvidenceJson.write(record, attestation(record)))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .build();
    }

    private Attestation attestation(EvidenceRecord record) {
        try {
            return signer.attest(Sha256.hex(EvidenceJson.canonical(record)));
        } catch (IOException away) {
            return Attestation.missing(Sanitiser.clean("the gateway could not be asked: " + away.getMessage()));
        }
    }
}
