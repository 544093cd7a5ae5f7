package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A registered miner. */
@Schema(name = "Miner", description = "A registered miner")
public record MinerView(
        int uid,
        @Schema(nullable = true) String hotkey,

        @Schema(description = "Where it can be reached; null if it has posted no address", nullable = true)
        String ip,

        @Schema(nullable = true) Integer port,
        @Schema(nullable = true) String label,
        Instant lastUpdated) {

    static MinerView of(Row row) {
        return new MinerView(
                row.getInteger("uid"),
                row.getString("hotkey"),
                row.getString("ip"),
                row.getInteger("port"),
                row.getString("label"),
                Columns.instant(row, "last_updated"));
    }
}
