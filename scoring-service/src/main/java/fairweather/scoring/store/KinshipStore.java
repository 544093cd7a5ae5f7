package fairweather.scoring.store;

import fairweather.database.Database;
import fairweather.scoring.diagnosis.ChunkPrefixes;
import fairweather.scoring.diagnosis.ForecastSketch;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Reads what forecasts are compared by; what others have in pages, so that 256 miners need little memory. */
public final class KinshipStore {
    /** The rows of a page. */
    static final int PAGE = 32;

    private static final String PENDING_SKETCHES = """
            SELECT s.score_type, s.lead_hours, s.response_id, s.components, s.sketch, m.fetched_at
            FROM forecast_sketches s LEFT JOIN forecast_manifests m ON m.response_id = s.response_id
            WHERE s.response_id = $1 AND s.compared_at IS NULL
            ORDER BY s.score_type, s.lead_hours
            """;

    private static final String OTHER_SKETCHES = """
            SELECT s.response_id, s.components, s.sketch, m.fetched_at
            FROM forecast_sketches s LEFT JOIN forecast_manifests m ON m.response_id = s.response_id
            WHERE s.run_id = $1 AND s.score_type = $2 AND s.lead_hours = $3 AND s.response_id <> $4
              AND s.response_id > $5
            ORDER BY s.response_id LIMIT $6
            """;

    private static final String PENDING_CHUNKS = """
            SELECT c.response_id, c.prefixes, m.fetched_at
            FROM forecast_chunks c LEFT JOIN forecast_manifests m ON m.response_id = c.response_id
            WHERE c.response_id = $1 AND c.compared_at IS NULL
            """;

    private static final String OTHER_CHUNKS = """
            SELECT c.response_id, c.prefixes, m.fetched_at
            FROM forecast_chunks c LEFT JOIN forecast_manifests m ON m.response_id = c.response_id
            WHERE c.run_id = $1 AND c.response_id <> $2 AND c.response_id > $3
            ORDER BY c.response_id LIMIT $4
            """;

    /** The sketch of one lead, which was not compared yet. */
    public record Pending(String scoreType, int leadHours, Frozen<ForecastSketch> sketch) {}

    private final Database database;

    public KinshipStore(Database database) {
        this.database = database;
    }

    public List<Pending> pendingSketches(Response response) {
        return database.query(PENDING_SKETCHES, response.id()).stream()
                .map(row -> new Pending(
                        row.getString("score_type"), row.getInteger("lead_hours"), frozen(row, sketch(row))))
                .toList();
    }

    /** All sketches of the same run, stage and lead that can be seen from now on. */
    public void forOthers(Response response, Pending pending, Consumer<Frozen<ForecastSketch>> look) {
        pages(
                after -> database.query(
                        OTHER_SKETCHES,
                        response.runId(),
                        pending.scoreType(),
                        pending.leadHours(),
                        response.id(),
                        after,
                        PAGE),
                row -> look.accept(frozen(row, sketch(row))));
    }

    /** The response's chunks, if they were not compared yet. */
    public Optional<Frozen<ChunkPrefixes>> pendingChunks(Response response) {
        return database.first(PENDING_CHUNKS, response.id()).map(row -> frozen(row, chunks(row)));
    }

    /** The chunks of all others of the run that can be seen from now on. */
    public void forOthers(Response response, Consumer<Frozen<ChunkPrefixes>> look) {
        pages(
                after -> database.query(OTHER_CHUNKS, response.runId(), response.id(), after, PAGE),
                row -> look.accept(frozen(row, chunks(row))));
    }

    private static void pages(IntFunction<List<Row>> query, Consumer<Row> look) {
        List<Row> page;
        int last = 0;
        do {
            page = query.apply(last);
            page.forEach(look);
            last = page.isEmpty() ? last : page.getLast().getInteger("response_id");
        } while (page.size() == PAGE);
    }

    private static <T> Frozen<T> frozen(Row row, T what) {
        OffsetDateTime fetched = row.getOffsetDateTime("fetched_at");
        return new Frozen<>(row.getInteger("response_id"), fetched == null ? null : fetched.toInstant(), what);
    }

    private static ChunkPrefixes chunks(Row row) {
        return ChunkPrefixes.ofBytes(row.getBuffer("prefixes").getBytes());
    }

    private static ForecastSketch sketch(Row row) {
        Float[] boxed = row.getArrayOfFloats("sketch");
        float[] numbers = new float[boxed.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = boxed[i];
        }
        return new ForecastSketch(List.of(row.getArrayOfStrings("components")), numbers);
    }
}
