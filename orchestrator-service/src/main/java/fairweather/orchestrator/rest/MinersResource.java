package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.orchestrator.gateway.MinerProbe;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The registered miners. */
@Path("/api/v1/miners")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "miners")
public class MinersResource {
    private static final String LIST = """
            SELECT uid, hotkey, ip, port, label, last_updated FROM node_table
            WHERE $1::integer IS NULL OR uid > $1 ORDER BY uid LIMIT $2
            """;

    private final Database database;
    private final MinerImporter importer;
    private final MinerProbe probe;

    MinersResource(Database database, MinerImporter importer, MinerProbe probe) {
        this.database = database;
        this.importer = importer;
        this.probe = probe;
    }

    @GET
    @Operation(operationId = "listMiners", summary = "List miners", description = "In the order of their slots.")
    public Listing<MinerView> list(
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        PageRequest page = PageRequest.of(limit, after, 1);
        List<MinerView> miners = database.query(LIST, page.after(0, Integer::valueOf), page.rows()).stream()
                .map(MinerView::of)
                .toList();
        return Listing.of(page, miners, miner -> List.of(miner.uid()));
    }

    @POST
    @Path("/import")
    @Operation(
            operationId = "importMiners",
            summary = "Register miners",
            description = "Every row is checked first; one bad row refuses the whole import and is named by its "
                    + "number, counted from 1. Slots that are not in the import stay as they are. A new hotkey joins "
                    + "with the next run.")
    public MinerImport.Result importMiners(MinerImport request) {
        MinerImport body = Input.body(request);
        Operator operator = Operator.of(body.actor(), body.reason());
        return importer.importAll(operator, body.miners());
    }

    @POST
    @Path("/{uid}/probe")
    @Operation(
            operationId = "probeMiner",
            summary = "Look at a miner without starting anything",
            description = "The gateway goes through the read-only phases with the miner, by its own key and settings. "
                    + "Nothing is stored but a line of who asked and why. 503 while the gateway does not answer.")
    public ProbeView probe(@PathParam("uid") int uid, ProbeRequest request) {
        ProbeRequest body = Input.body(request);
        Operator operator = Operator.of(body.actor(), body.reason());
        Optional<Instant> cycle = Optional.ofNullable(body.cycle()).map(text -> Input.instant("cycle", text));
        try {
            ProbeView report = ProbeView.of(probe.probe(uid, cycle));
            database.transaction(tx -> {
                operator.recordOfSlot(tx, null, uid, "probed the miner in slot " + uid + " (" + report.verdict() + ")");
                return null;
            });
            return report;
        } catch (MinerProbe.NoSuchMiner unknown) {
            throw Refusal.notFound(unknown.getMessage());
        } catch (IOException away) {
            throw Refusal.unavailable("the miner gateway does not answer (" + away.getMessage() + ")");
        }
    }
}
