package fairweather.scoring.component;

import fairweather.job.Write;
import fairweather.scoring.diagnosis.ChunkPrefixes;
import fairweather.scoring.diagnosis.Likeness;
import fairweather.scoring.store.Frozen;
import fairweather.scoring.store.Response;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;

/**
 * A pair of near-duplicate forecasts and what shows that. Whichever of the two finds it writes the same row.
 *
 * @param kind {@code day1}, {@code era5} or {@code chunks}
 * @param leadHours null for chunks
 * @param compared components or chunks that both have; {@code alike} of them are near-duplicates or identical
 */
public record KinshipRow(
        int runId,
        String kind,
        Integer leadHours,
        int a,
        int b,
        int compared,
        int alike,
        double leastDistance,
        double meanDistance,
        JsonObject evidence) {
    /**
     * The order in which pairs are written: two jobs that have found the same pairs then wait for one another, but never
     * in a circle.
     */
    public static final Comparator<KinshipRow> ORDER = Comparator.comparing(KinshipRow::kind)
            .thenComparing(KinshipRow::leadHours, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(KinshipRow::a)
            .thenComparing(KinshipRow::b);

    /** How many components the evidence tells of: a hundred copies of one forecast are thousands of pairs. */
    private static final int SHOWN = 8;

    private static final String UPSERT = """
            INSERT INTO forecast_kinship (run_id, kind, lead_hours, response_a, response_b, compared, alike,
                                          least_distance, mean_distance, evidence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT ON CONSTRAINT uq_kinship DO UPDATE SET
                compared = EXCLUDED.compared, alike = EXCLUDED.alike, least_distance = EXCLUDED.least_distance,
                mean_distance = EXCLUDED.mean_distance, evidence = EXCLUDED.evidence
            """;

    /** Of two forecasts that are kin at a lead. */
    public static KinshipRow ofFields(
            Response response, String scoreType, int leadHours, Frozen<?> one, Frozen<?> other, Likeness likeness) {
        JsonObject components = new JsonObject();
        likeness.nearest(SHOWN)
                .forEach((name, component) -> components.put(
                        name.substring(0, name.indexOf(SketchRow.TRUTH)),
                        new JsonObject()
                                .put("distance", component.distance())
                                .put("mean_square", component.meanSquare())));
        return of(
                response,
                scoreType,
                leadHours,
                one,
                other,
                likeness.components().size(),
                likeness.nearDuplicates(),
                likeness.leastDistance(),
                likeness.meanDistance(),
                new JsonObject().put("components", components));
    }

    /** Of two forecasts that have identical chunks. */
    public static KinshipRow ofChunks(
            Response response, Frozen<ChunkPrefixes> one, Frozen<ChunkPrefixes> other, int identical) {
        int compared = Math.min(one.what().count(), other.what().count());
        double different = 1 - (double) identical / compared;
        return of(response, "chunks", null, one, other, compared, identical, 0, different, new JsonObject());
    }

    private static KinshipRow of(
            Response response,
            String kind,
            Integer leadHours,
            Frozen<?> one,
            Frozen<?> other,
            int compared,
            int alike,
            double least,
            double mean,
            JsonObject evidence) {
        Frozen<?> a = one.responseId() < other.responseId() ? one : other;
        Frozen<?> b = a == one ? other : one;
        evidence.put("frozen_a", text(a.frozenAt())).put("frozen_b", text(b.frozenAt()));
        return new KinshipRow(
                response.runId(),
                kind,
                leadHours,
                a.responseId(),
                b.responseId(),
                compared,
                alike,
                least,
                mean,
                evidence.put("first_frozen", first(a, b)));
    }

    /** The response that was frozen first: the original, if one is a copy of the other. */
    private static Integer first(Frozen<?> a, Frozen<?> b) {
        if (a.frozenAt() == null || b.frozenAt() == null || a.frozenAt().equals(b.frozenAt())) {
            return null;
        }
        return a.frozenAt().isBefore(b.frozenAt()) ? a.responseId() : b.responseId();
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    public Write write() {
        return Write.of(UPSERT, runId, kind, leadHours, a, b, compared, alike, leastDistance, meanDistance, evidence);
    }
}
