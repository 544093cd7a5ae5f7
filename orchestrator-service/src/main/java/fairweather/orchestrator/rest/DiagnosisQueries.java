package fairweather.orchestrator.rest;

import fairweather.database.Database;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads what stands beside the scores of a run: components with their diagnoses, and pairs of near-duplicates. */
@Singleton
class DiagnosisQueries {
    private static final String RUN = "SELECT id FROM weather_forecast_runs WHERE id = $1";

    private static final String RESPONSE =
            "SELECT id FROM weather_miner_responses WHERE run_id = $1 AND miner_uid = $2";

    private static final String COMPONENTS = """
            SELECT c.*, c.voided_at IS NOT NULL AS voided
            FROM weather_forecast_component_scores c
            WHERE c.response_id = $1 AND ($2::bigint IS NULL OR c.id > $2)
            ORDER BY c.id LIMIT $3
            """;

    private static final String KINSHIP = """
            SELECT k.*, a.miner_uid AS uid_a, a.miner_hotkey AS hotkey_a, na.label AS label_a,
                   b.miner_uid AS uid_b, b.miner_hotkey AS hotkey_b, nb.label AS label_b,
                   CASE (k.evidence ->> 'first_frozen')::integer
                       WHEN k.response_a THEN a.miner_uid WHEN k.response_b THEN b.miner_uid END AS first_frozen_uid
            FROM forecast_kinship k
            JOIN weather_miner_responses a ON a.id = k.response_a
            JOIN weather_miner_responses b ON b.id = k.response_b
            LEFT JOIN node_table na ON na.uid = a.miner_uid AND na.hotkey = a.miner_hotkey
            LEFT JOIN node_table nb ON nb.uid = b.miner_uid AND nb.hotkey = b.miner_hotkey
            WHERE k.run_id = $1 AND ($2::integer IS NULL OR $2 IN (a.miner_uid, b.miner_uid))
              AND ($3::text IS NULL OR k.kind = $3) AND ($4::bigint IS NULL OR k.id > $4)
            ORDER BY k.id LIMIT $5
            """;

    private final Database database;

    DiagnosisQueries(Database database) {
        this.database = database;
    }

    Listing<ComponentView> components(int runId, int uid, PageRequest page) {
        requireRun(runId);
        int response = database.first(RESPONSE, runId, uid)
                .orElseThrow(() -> Refusal.notFound("uid " + uid + " takes no part in run " + runId))
                .getInteger("id");
        List<ComponentView> components =
                database.query(COMPONENTS, response, page.after(0, Long::valueOf), page.rows()).stream()
                        .map(ComponentView::of)
                        .toList();
        return Listing.of(page, components, component -> List.of(component.id()));
    }

    /**
     * @param uid one of the two, or null
     * @param kind of comparison, or null
     */
    Listing<KinshipView> kinship(int runId, Integer uid, String kind, PageRequest page) {
        requireRun(runId);
        List<KinshipView> pairs =
                database.query(KINSHIP, runId, uid, kind, page.after(0, Long::valueOf), page.rows()).stream()
                        .map(KinshipView::of)
                        .toList();
        return Listing.of(page, pairs, pair -> List.of(pair.id()));
    }

    private void requireRun(int runId) {
        if (database.first(RUN, runId).isEmpty()) {
            throw Refusal.notFound("there is no run " + runId);
        }
    }
}
