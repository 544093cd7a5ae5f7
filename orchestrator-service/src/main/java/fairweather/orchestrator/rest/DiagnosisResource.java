package fairweather.orchestrator.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What stands beside the scores of a run and changes none of them. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs")
public class DiagnosisResource {
    private static final Set<String> KINDS = Set.of("day1", "era5", "chunks");

    private final DiagnosisQueries queries;

    DiagnosisResource(DiagnosisQueries queries) {
        this.queries = queries;
    }

    @GET
    @Path("/{id}/miners/{uid}/components")
    @Operation(
            operationId = "listComponents",
            summary = "The fields of a miner's forecast with metrics, flags and diagnoses",
            description = "In the order in which they were first scored.")
    public Listing<ComponentView> components(
            @PathParam("id") int id,
            @PathParam("uid") int uid,
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        return queries.components(id, uid, PageRequest.of(limit, after, 1));
    }

    @GET
    @Path("/{id}/kinship")
    @Operation(
            operationId = "listKinship",
            summary = "Pairs of near-duplicate forecasts",
            description =
                    "One entry per pair, stage and lead at which their fields are near-duplicates, and one if data "
                            + "chunks are identical; in the order in which they were found. No score depends on it.")
    public Listing<KinshipView> kinship(
            @PathParam("id") int id,
            @QueryParam("uid")
                    @Parameter(
                            description = "Only pairs of this miner",
                            schema = @Schema(implementation = Integer.class))
                    String uid,
            @QueryParam("kind") @Parameter(description = "day1, era5 or chunks") String kind,
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        if (kind != null && !KINDS.contains(kind)) {
            throw Refusal.badRequest("kind is one of chunks, day1, era5");
        }
        return queries.kinship(id, Input.number("uid", uid), kind, PageRequest.of(limit, after, 1));
    }
}
