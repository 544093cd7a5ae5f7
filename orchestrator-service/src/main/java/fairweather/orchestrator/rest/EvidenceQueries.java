package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.forecast.evidence.Commitment;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.evidence.EvidenceRecord;
import fairweather.forecast.evidence.Finding;
import fairweather.forecast.evidence.Kind;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads what was found of changed forecasts, and puts it together with what the miner had committed to. */
@Singleton
class EvidenceQueries {
    private static final String RESPONSE =
            "SELECT id FROM weather_miner_responses WHERE run_id = $1 AND miner_uid = $2";

    private static final String LIST = """
            SELECT id, kind, code, object_key, noticed_at FROM integrity_evidence
            WHERE response_id = $1 AND ($2::bigint IS NULL OR id > $2)
            ORDER BY id LIMIT $3
            """;

    private static final String RECORD = """
            SELECT e.kind, e.details, e.bytes, e.noticed_at, r.series, r.gfs_init_time_utc,
                   p.miner_uid, p.miner_hotkey, p.job_id,
                   m.scheme, m.store_path, m.manifest_hash, m.manifest_gzip, m.signature, m.metadata_gzip, m.fetched_at
            FROM integrity_evidence e
            JOIN weather_miner_responses p ON p.id = e.response_id
            JOIN weather_forecast_runs r ON r.id = p.run_id
            JOIN forecast_manifests m ON m.response_id = e.response_id
            WHERE e.response_id = $1 AND e.id = $2
            """;

    private final Database database;

    EvidenceQueries(Database database) {
        this.database = database;
    }

    Listing<IntegrityEvidenceView> evidence(int runId, int uid, PageRequest page) {
        List<IntegrityEvidenceView> found =
                database.query(LIST, response(runId, uid), page.after(0, Long::valueOf), page.rows()).stream()
                        .map(IntegrityEvidenceView::of)
                        .toList();
        return Listing.of(page, found, each -> List.of(each.id()));
    }

    EvidenceRecord record(int runId, int uid, long id) {
        return database.first(RECORD, response(runId, uid), id)
                .map(EvidenceQueries::record)
                .orElseThrow(
                        () -> Refusal.notFound("there is no evidence " + id + " of uid " + uid + " in run " + runId));
    }

    private int response(int runId, int uid) {
        return database.first(RESPONSE, runId, uid)
                .orElseThrow(() -> Refusal.notFound("uid " + uid + " takes no part in run " + runId))
                .getInteger("id");
    }

    private static EvidenceRecord record(Row row) {
        return EvidenceRecord.of(
                Columns.instant(row, "noticed_at"),
                new EvidenceRecord.Run(row.getString("series"), Columns.instant(row, "gfs_init_time_utc")),
                new EvidenceRecord.Miner(
                        row.getInteger("miner_uid"), row.getString("miner_hotkey"), row.getString("job_id")),
                new Commitment(
                        row.getString("scheme"),
                        row.getString("store_path"),
                        row.getString("manifest_hash"),
                        bytes(row, "manifest_gzip"),
                        bytes(row, "signature"),
                        bytes(row, "metadata_gzip"),
                        Columns.instant(row, "fetched_at")),
                finding(row));
    }

    private static Finding finding(Row row) {
        try {
            String details = row.getJsonObject("details").encode();
            return EvidenceJson.finding(Kind.of(row.getString("kind")), details).with(bytes(row, "bytes"));
        } catch (IOException damaged) {
            throw new UncheckedIOException("evidence in the database cannot be read", damaged);
        }
    }

    private static byte[] bytes(Row row, String column) {
        Buffer buffer = row.getBuffer(column);
        return buffer == null ? null : buffer.getBytes();
    }
}
