package fairweather.scoring.component;

import fairweather.job.Write;
import io.vertx.core.json.JsonObject;

/** One row of miner scores: Day 1 (lead -1) or one ERA5 lead. */
final class ScoreRow {
    /** The lead of the Day-1 row, which sums up several leads. */
    static final int ALL_LEADS = -1;

    private static final String UPSERT = """
            INSERT INTO weather_miner_scores (run_id, response_id, miner_uid, miner_hotkey, score_type, lead_hours,
                                              valid_time_utc, mode, score, metrics)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT ON CONSTRAINT uq_miner_scores DO UPDATE SET
                miner_uid = EXCLUDED.miner_uid, miner_hotkey = EXCLUDED.miner_hotkey,
                valid_time_utc = EXCLUDED.valid_time_utc, score = EXCLUDED.score, metrics = EXCLUDED.metrics,
                calculation_time = fw_now(), voided_at = NULL
            """;

    private ScoreRow() {}

    static Write day1(Subject subject, Double score, JsonObject metrics) {
        return write(subject, "day1", ALL_LEADS, 0, score, metrics);
    }

    static Write lead(Subject subject, int leadHours, double score, JsonObject metrics) {
        return write(subject, "era5_lead", leadHours, leadHours, score, metrics);
    }

    private static Write write(
            Subject subject, String type, int leadHours, int validLead, Double score, JsonObject metrics) {
        return Write.of(
                UPSERT,
                subject.run().id(),
                subject.response().id(),
                subject.response().uid(),
                subject.response().hotkey(),
                type,
                leadHours,
                subject.validTime(validLead),
                subject.run().config().mode().word(),
                score,
                metrics);
    }
}
