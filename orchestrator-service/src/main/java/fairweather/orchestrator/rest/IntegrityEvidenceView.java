package fairweather.orchestrator.rest;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That a miner's frozen forecast was found changed; the whole record is exported by its id. */
@Schema(description = "That a frozen forecast was found changed; the record itself is exported by its id")
public record IntegrityEvidenceView(
        long id,

        @Schema(
                description = "In which way it was changed",
                enumeration = {"chunk_changed", "metadata_changed", "object_missing", "changed_claim"})
        String kind,

        @Schema(description = "The code with which the response failed") String code,

        @Schema(description = "The object that differs; null if the miner claims another forecast", nullable = true)
        String objectKey,

        Instant noticedAt) {

    static IntegrityEvidenceView of(Row row) {
        return new IntegrityEvidenceView(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("code"),
                row.getString("object_key"),
                Columns.instant(row, "noticed_at"));
    }
}
