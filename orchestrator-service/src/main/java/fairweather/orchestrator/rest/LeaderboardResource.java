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

/** The miners in the order of their average score. */
@Path("/api/v1/leaderboard")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "miners")
public class LeaderboardResource {
    private static final int UNRANKED = Integer.MAX_VALUE;

    private static final String LIST = """
            SELECT %s FROM miner_stats m LEFT JOIN node_table n ON n.uid = m.miner_uid AND n.hotkey = m.miner_hotkey
            WHERE $1::integer IS NULL OR (coalesce(m.miner_rank, 2147483647), m.miner_uid) > ($1, $2::integer)
            ORDER BY coalesce(m.miner_rank, 2147483647), m.miner_uid LIMIT $3
            """.formatted(LeaderboardRow.COLUMNS);

    private final Database database;

    LeaderboardResource(Database database) {
        this.database = database;
    }

    @GET
    @Operation(
            operationId = "getLeaderboard",
            summary = "The miners in the order of their average score",
            description = "Over the completed runs of the series that count; the unranked come last.")
    public Listing<LeaderboardRow> list(
            @QueryParam("limit")
                    @Parameter(description = "1 to 200, default 50", schema = @Schema(implementation = Integer.class))
                    String limit,
            @QueryParam("after") @Parameter(description = "The `next` of the page before") String after) {
        PageRequest page = PageRequest.of(limit, after, 2);
        List<LeaderboardRow> rows =
                database
                        .query(LIST, page.after(0, Integer::valueOf), page.after(1, Integer::valueOf), page.rows())
                        .stream()
                        .map(LeaderboardRow::of)
                        .toList();
        return Listing.of(page, rows, row -> List.of(row.rank() == null ? UNRANKED : row.rank(), row.uid()));
    }
}
