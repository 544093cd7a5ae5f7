package fairweather.orchestrator.fold.postgres;

import fairweather.database.Database.Session;
import fairweather.failure.Code;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.ResponseLedger;
import fairweather.orchestrator.fold.Run;
import fairweather.orchestrator.machine.ResponseState;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** The rows of responses: each has a row of its own and one of statistics, written together. */
final class PostgresResponses implements ResponseLedger {
    private static final String LOAD = """
            SELECT r.id, r.run_id, r.miner_uid, r.miner_hotkey, r.status, r.job_id, r.job_accepted_at,
                   r.inference_started_at, r.last_polled_time, r.inference_completed_at, r.verification_state,
                   r.verification_code, r.verification_at, r.manifest_hash, r.day1_scoring_completed_at,
                   r.era5_scoring_completed_at, r.failed_stage, r.failure_code, r.error_message, r.parked_reason,
                   s.current_forecast_stage, s.current_forecast_status, s.last_error_message, s.forecast_error_msg,
                   s.retries_remaining, s.next_scheduled_retry, s.forecast_score_initial, s.era5_leads,
                   s.hosting_status, s.hosting_latency_ms
            FROM weather_miner_responses r
            JOIN weather_forecast_stats s ON s.run_id = r.run_id AND s.miner_uid = r.miner_uid
            WHERE r.id = $1
            FOR NO KEY UPDATE OF r
            """;

    private static final String SAVE_RESPONSE = """
            UPDATE weather_miner_responses SET
                status = $2, job_id = $3, job_accepted_at = $4, inference_started_at = $5, last_polled_time = $6,
                inference_completed_at = $7, verification_state = $8, verification_code = $9, verification_at = $10::timestamptz,
                manifest_hash = $11::varchar,
                manifest_fetched_at = CASE WHEN $11::varchar IS NOT NULL
                    THEN coalesce(manifest_fetched_at, $10::timestamptz) END,
                day1_scoring_completed_at = $12, era5_scoring_completed_at = $13,
                total_pipeline_duration_seconds = $14, failed_stage = $15, failure_category = $16,
                failure_code = $17, error_message = $18,
                response_time = CASE WHEN status = 'created' THEN $19 ELSE response_time END, updated_at = fw_now()
            WHERE id = $1
            """;

    private static final String SAVE_STATS = """
            UPDATE weather_forecast_stats SET
                forecast_status = $3, current_forecast_stage = $4, current_forecast_status = $5,
                last_error_message = $6, forecast_error_msg = $7, retries_remaining = $8, next_scheduled_retry = $9,
                forecast_score_initial = $10, era5_leads = $11, era5_combined_score = $12, era5_completeness = $13,
                overall_forecast_score = $14, forecast_inference_duration_seconds = $15, hosting_status = $16,
                hosting_latency_ms = $17, era5_score_24h = $18, era5_score_48h = $19, era5_score_72h = $20,
                era5_score_96h = $21, era5_score_120h = $22, era5_score_144h = $23, era5_score_168h = $24,
                era5_score_192h = $25, era5_score_216h = $26, era5_score_240h = $27, updated_at = fw_now()
            WHERE run_id = $1 AND miner_uid = $2
            """;

    private static final String LIVE_RESPONSES = """
            SELECT id, miner_uid, miner_hotkey, status FROM weather_miner_responses
            WHERE run_id = $1 AND status NOT IN ('era5_scored', 'failed', 'cancelled') AND parked_reason IS NULL
            ORDER BY miner_uid
            """;

    private static final String ADD_RESPONSE = """
            INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey) VALUES ($1, $2, $3)
            ON CONFLICT ON CONSTRAINT uq_responses_run_miner DO NOTHING
            RETURNING id
            """;

    private static final String ADD_STATS = """
            INSERT INTO weather_forecast_stats (run_id, miner_uid, miner_hotkey, forecast_run_id, forecast_init_time,
                forecast_type, forecast_status, current_forecast_stage, current_forecast_status, validator_hotkey,
                forecast_input_sources)
            VALUES ($1, $2, $3, $4, $5, $6, 'seeded', $7, $8, $9, $10)
            ON CONFLICT ON CONSTRAINT uq_stats_run_miner DO NOTHING
            """;

    private static final String VOID_COMPONENTS = "UPDATE weather_forecast_component_scores SET voided_at = fw_now() "
            + "WHERE response_id = $1 AND voided_at IS NULL";

    private static final String VOID_SCORES =
            "UPDATE weather_miner_scores SET voided_at = fw_now() WHERE response_id = $1 AND voided_at IS NULL";

    private static final String RESTORE_COMPONENTS = """
            UPDATE weather_forecast_component_scores SET voided_at = NULL
            WHERE response_id = $1 AND voided_at IS NOT NULL AND (score_type = 'day1' OR lead_hours = ANY ($2))
            """;

    private static final String RESTORE_SCORES = """
            UPDATE weather_miner_scores SET voided_at = NULL
            WHERE response_id = $1 AND voided_at IS NOT NULL AND (score_type = 'day1' OR lead_hours = ANY ($2))
            """;

    private static final String EXCHANGE_SUCCEEDED = """
            INSERT INTO miner_stats AS m (miner_uid, miner_hotkey, hosting_successes, host_reliability_ratio,
                                          avg_hosting_latency_ms, first_seen, last_active)
            SELECT uid, hotkey, 1, 1, $3, fw_now(), fw_now() FROM node_table WHERE uid = $1 AND hotkey = $2
            ON CONFLICT (miner_uid) DO UPDATE SET
                hosting_successes = m.hosting_successes + 1,
                host_reliability_ratio = (m.hosting_successes + 1)::double precision
                    / (m.hosting_successes + 1 + m.hosting_failures),
                avg_hosting_latency_ms = coalesce((m.avg_hosting_latency_ms * m.hosting_successes
                    + EXCLUDED.avg_hosting_latency_ms) / (m.hosting_successes + 1), EXCLUDED.avg_hosting_latency_ms,
                    m.avg_hosting_latency_ms),
                last_active = fw_now()
            """;

    private static final String EXCHANGE_FAILED = """
            INSERT INTO miner_stats AS m (miner_uid, miner_hotkey, hosting_failures, host_reliability_ratio,
                                          common_errors, first_seen, last_active)
            SELECT uid, hotkey, $4::integer, CASE WHEN $4::integer = 1 THEN 0 END, jsonb_build_object($3::text, 1),
                   fw_now(), fw_now()
            FROM node_table WHERE uid = $1 AND hotkey = $2
            ON CONFLICT (miner_uid) DO UPDATE SET
                hosting_failures = m.hosting_failures + $4::integer,
                host_reliability_ratio = CASE WHEN m.hosting_successes + m.hosting_failures + $4::integer > 0
                    THEN m.hosting_successes::double precision / (m.hosting_successes + m.hosting_failures + $4::integer) END,
                common_errors = m.common_errors
                    || jsonb_build_object($3::text, coalesce((m.common_errors ->> $3)::integer, 0) + 1),
                last_active = fw_now()
            """;

    private final Session tx;

    PostgresResponses(Session tx) {
        this.tx = tx;
    }

    @Override
    public Optional<Integer> runOf(int responseId) {
        return tx.first("SELECT run_id FROM weather_miner_responses WHERE id = $1", responseId)
                .map(row -> row.getInteger("run_id"));
    }

    @Override
    public Optional<Response> load(int responseId) {
        return tx.first(LOAD, responseId).map(ResponseRow::read);
    }

    @Override
    public List<Live> live(int runId) {
        return tx.query(LIVE_RESPONSES, runId).stream()
                .map(row -> new Live(row.getInteger("id"), row.getInteger("miner_uid"), row.getString("miner_hotkey")))
                .toList();
    }

    @Override
    public OptionalInt add(Run run, int uid, String hotkey, ResponseState seeded) {
        Optional<Row> added = tx.first(ADD_RESPONSE, run.id(), uid, hotkey);
        if (added.isEmpty()) {
            return OptionalInt.empty();
        }
        tx.update(
                ADD_STATS,
                run.id(),
                uid,
                hotkey,
                run.forecastRunId(),
                run.initTime().atOffset(ZoneOffset.UTC),
                run.forecastType(),
                seeded.progress().stage(),
                seeded.progress().status(),
                run.validatorHotkey(),
                run.inputSources());
        return OptionalInt.of(added.get().getInteger("id"));
    }

    @Override
    public void save(Run run, Response before, ResponseState after, Instant at) {
        tx.update(SAVE_RESPONSE, ResponseRow.values(before, after, at));
        tx.update(SAVE_STATS, ResponseRow.statistics(before, after, run.config()));
    }

    @Override
    public void voidScores(Response response) {
        tx.update(VOID_COMPONENTS, response.id());
        tx.update(VOID_SCORES, response.id());
    }

    @Override
    public void restoreScores(Response response, SortedSet<Integer> leads) {
        Integer[] hours = leads.toArray(Integer[]::new);
        tx.update(RESTORE_COMPONENTS, response.id(), hours);
        tx.update(RESTORE_SCORES, response.id(), hours);
    }

    @Override
    public void exchanged(Response response, Long latencyMs) {
        Double latency = latencyMs == null ? null : latencyMs.doubleValue();
        tx.update(EXCHANGE_SUCCEEDED, response.uid(), response.hotkey(), latency);
    }

    @Override
    public void exchangeFailed(Response response, Code code, boolean ofHosting) {
        int failures = ofHosting && code.countsAgainstHosting() ? 1 : 0;
        tx.update(
                EXCHANGE_FAILED,
                response.uid(),
                response.hotkey(),
                code.category().word(),
                failures);
    }
}
