package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.orchestrator.invariant.InvariantReport;
import fairweather.orchestrator.invariant.Invariants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What always holds, and where it does not. */
@Path("/api/v1/invariants")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "invariants")
public class InvariantsResource {
    private final Invariants invariants;

    InvariantsResource(Database database) {
        this.invariants = new Invariants(database);
    }

    @GET
    @Operation(
            operationId = "getInvariants",
            summary = "Check every invariant",
            description = "Each violation is one row of the view named; at most 20 of each are shown.")
    public InvariantReport check() {
        return invariants.check();
    }
}
