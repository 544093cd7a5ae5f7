package fairweather.orchestrator.rest;

import fairweather.database.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The pictures of the subnet that are taken every ten minutes. */
@Path("/api/v1/snapshots")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "snapshots")
public class SnapshotsResource {
    private static final String LIST = """
            SELECT id, taken_at, content FROM subnet_snapshots
            WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2
            """;

    private final Database database;

    SnapshotsResource(Database database) {
        this.database = database;
    }

    @GET
    @Operation(
            operationId = "listSnapshots",
            summary = "List snapshots of the subnet",
            description = "The newest first.")
    public Listing<SnapshotView> list(
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        PageRequest page = PageRequest.of(limit, after, 1);
        List<SnapshotView> snapshots = database.query(LIST, page.after(0, Long::valueOf), page.rows()).stream()
                .map(SnapshotView::of)
                .toList();
        return Listing.of(page, snapshots, snapshot -> List.of(snapshot.id()));
    }
}
