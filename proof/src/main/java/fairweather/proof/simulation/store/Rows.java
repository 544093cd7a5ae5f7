package fairweather.proof.simulation.store;

import fairweather.job.Write;

/** The domain rows that a task of the simulation reports; the tasks of the orchestrator write their own. */
public final class Rows {
    static final String TRUTH = "truth";
    static final String SCORE = "score";

    /** How the statement begins with which the orchestrator freezes a manifest. */
    static final String MANIFEST = "INSERT INTO forecast_manifests";

    private Rows() {}

    /** @param validTime an instant; @param row what becomes known */
    public static Write truth(java.time.Instant validTime, TruthRow row) {
        return Write.of(TRUTH, validTime, row);
    }

    public static Write score(int responseId, int lead, double score) {
        return Write.of(SCORE, responseId, lead, score);
    }
}
