package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.scoring.diagnosis.ChunkPrefixes;
import fairweather.scoring.store.Response;
import io.vertx.core.buffer.Buffer;

/** The chunks that a response's forecast consists of. What is frozen does not change: they are written once. */
public final class ChunksRow {
    private static final String INSERT = """
            INSERT INTO forecast_chunks (run_id, response_id, chunks, prefixes) VALUES ($1, $2, $3, $4)
            ON CONFLICT (response_id) DO NOTHING
            """;

    private ChunksRow() {}

    public static Write of(Response response, ChunkPrefixes chunks) {
        return Write.of(INSERT, response.runId(), response.id(), chunks.count(), Buffer.buffer(chunks.toBytes()));
    }
}
