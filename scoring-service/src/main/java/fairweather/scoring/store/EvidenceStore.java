package fairweather.scoring.store;

import fairweather.failure.FailureException;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.evidence.Finding;
import fairweather.forecast.evidence.IntegrityException;
import fairweather.job.Report;
import fairweather.job.Write;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Evidence against a miner, written with the report of the attempt that found it. Who finds the same later adds nothing. */
public final class EvidenceStore {
    private static final String INSERT = """
            INSERT INTO integrity_evidence (run_id, response_id, kind, code, object_key, details, bytes)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT ON CONSTRAINT uq_evidence DO NOTHING
            """;

    private EvidenceStore() {}

    /** What a failure has found; nothing if it is no change of a frozen forecast. */
    public static Report found(Response response, FailureException failure) {
        return failure instanceof IntegrityException changed
                ? Report.NOTHING.and(write(response, changed.finding()))
                : Report.NOTHING;
    }

    private static Write write(Response response, Finding finding) {
        return Write.of(
                INSERT,
                response.runId(),
                response.id(),
                finding.kind().word(),
                finding.kind().code().name(),
                finding.objectKey().orElse(null),
                new JsonObject(EvidenceJson.details(finding)),
                finding.attachment().map(Buffer::buffer).orElse(null));
    }
}
