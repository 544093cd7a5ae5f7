package fairweather.orchestrator.fold.postgres;

import fairweather.database.Database.Session;
import fairweather.orchestrator.fold.Run;
import fairweather.orchestrator.fold.RunLedger;
import fairweather.orchestrator.fold.RunTruth;
import fairweather.orchestrator.machine.ResponseCounts;
import fairweather.run.RunConfig;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of runs and truths. */
final class PostgresRuns implements RunLedger {
    private static final String LOAD = """
            SELECT r.id, r.status, r.run_config, r.gfs_init_time_utc, r.run_initiation_time, r.validator_hotkey,
                   r.forecast_run_id, r.forecast_type, r.input_sources, s.counts,
                   s.calendar_enabled AND NOT r.hindsight AS by_calendar, r.trace_context
            FROM weather_forecast_runs r JOIN series s ON s.name = r.series WHERE r.id = $1
            FOR NO KEY UPDATE OF r
            """;

    private static final String COUNTS = """
            SELECT count(*) FILTER (WHERE status IN ('created', 'fetch_initiated', 'inference_running',
                                                     'forecast_ready'))::integer AS before,
                   count(*) FILTER (WHERE status = 'day1_scoring')::integer AS day1,
                   count(*) FILTER (WHERE status = 'day1_scored')::integer AS scored,
                   count(*) FILTER (WHERE status = 'era5_scoring')::integer AS era5,
                   count(*) FILTER (WHERE status = 'era5_scored')::integer AS done,
                   count(*) FILTER (WHERE status IN ('failed', 'cancelled'))::integer AS ended
            FROM weather_miner_responses WHERE run_id = $1
            """;

    private static final String MOVE = """
            UPDATE weather_forecast_runs SET
                status = $2::varchar, error_message = coalesce($3, error_message),
                completion_time = CASE WHEN $2::varchar IN ('completed', 'failed', 'abandoned') THEN $4::timestamptz END,
                updated_at = fw_now()
            WHERE id = $1
            """;

    private static final String READY =
            "SELECT valid_time FROM truth_status WHERE source = $1 AND valid_time = ANY ($2) AND status = 'ready'";

    private static final String GONE = "SELECT lead_hours, reason FROM fw_truths_given_up WHERE run_id = $1";

    private static final String LIVE_RUNS = """
            SELECT id FROM weather_forecast_runs
            WHERE status NOT IN ('completed', 'failed', 'abandoned') AND run_config ->> 'reference_source' = $1
            ORDER BY id
            """;

    private static final String GIVE_UP = """
            INSERT INTO truth_status (source, valid_time, status, reason) VALUES ($1, $2, 'gone', $3)
            ON CONFLICT (source, valid_time) DO UPDATE SET
                status = 'gone', reason = EXCLUDED.reason, next_check_at = NULL, updated_at = fw_now()
            WHERE truth_status.status = 'not_yet'
            """;

    private static final String SET_SOURCES =
            "UPDATE weather_forecast_runs SET input_sources = $2, updated_at = fw_now() WHERE id = $1";

    private static final String SEEDED_STATS = """
            UPDATE weather_forecast_stats SET forecast_input_sources = $2, current_forecast_stage = 'gfs_fetch',
                current_forecast_status = 'completed', last_error_message = NULL, retries_remaining = 3,
                next_scheduled_retry = NULL, updated_at = fw_now()
            WHERE run_id = $1 AND current_forecast_stage IN ('init', 'gfs_fetch')
            """;

    private static final String SEED_TROUBLE = """
            UPDATE weather_forecast_stats SET current_forecast_stage = 'gfs_fetch', current_forecast_status = $2::varchar,
                last_error_message = $3, retries_remaining = $4, next_scheduled_retry = $5,
                forecast_status = CASE WHEN $2::varchar = 'failed' THEN 'failed' ELSE forecast_status END,
                updated_at = fw_now()
            WHERE run_id = $1 AND current_forecast_stage IN ('init', 'gfs_fetch')
            """;

    /** Shown where nothing nearer is waited for. */
    private static final String STATS_WAIT = """
            UPDATE weather_forecast_stats SET current_forecast_status = 'waiting_retry', next_scheduled_retry = $3,
                updated_at = fw_now()
            WHERE run_id = $1 AND forecast_status IN ('day1_scored', 'era5_scoring') AND NOT era5_leads ? $2
              AND current_forecast_status <> 'scoring'
              AND coalesce(next_scheduled_retry < fw_now() OR next_scheduled_retry > $3, true)
            """;

    private final Session tx;

    PostgresRuns(Session tx) {
        this.tx = tx;
    }

    @Override
    public Optional<Run> load(int runId) {
        return tx.first(LOAD, runId).map(PostgresRuns::run);
    }

    private static Run run(Row row) {
        return new Run(
                row.getInteger("id"),
                RunStatus.of(row.getString("status")),
                RunConfig.fromJson(row.getJsonObject("run_config")),
                row.getOffsetDateTime("gfs_init_time_utc").toInstant(),
                row.getOffsetDateTime("run_initiation_time").toInstant(),
                row.getString("validator_hotkey"),
                row.getString("forecast_run_id"),
                row.getString("forecast_type"),
                row.getJsonObject("input_sources"),
                row.getBoolean("counts"),
                row.getBoolean("by_calendar"),
                row.getString("trace_context"));
    }

    @Override
    public List<Run> live(String source) {
        return tx.query(LIVE_RUNS, source).stream()
                .map(row -> load(row.getInteger("id")).orElseThrow())
                .toList();
    }

    @Override
    public List<Integer> current() {
        return Projections.current(tx);
    }

    @Override
    public ResponseCounts counts(int runId) {
        Row row = tx.first(COUNTS, runId).orElseThrow();
        return new ResponseCounts(
                row.getInteger("before"),
                row.getInteger("day1"),
                row.getInteger("scored"),
                row.getInteger("era5"),
                row.getInteger("done"),
                row.getInteger("ended"));
    }

    @Override
    public void move(Run run, RunStatus to, String error, Instant at) {
        tx.update(MOVE, run.id(), to.word(), error, at.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void seeded(Run run, JsonObject inputSources) {
        tx.update(SET_SOURCES, run.id(), inputSources);
        tx.update(SEEDED_STATS, run.id(), inputSources);
    }

    @Override
    public void seedTrouble(Run run, String message, int remaining, Instant nextRetry) {
        tx.update(
                SEED_TROUBLE,
                run.id(),
                nextRetry == null ? "failed" : "error",
                message,
                remaining,
                nextRetry == null ? null : nextRetry.atOffset(ZoneOffset.UTC));
    }

    @Override
    public RunTruth truth(Run run) {
        Map<Instant, Integer> leadByValidTime = new HashMap<>();
        for (int lead : run.config().era5LeadHours()) {
            leadByValidTime.put(run.initTime().plusSeconds(3600L * lead), lead);
        }
        OffsetDateTime[] times = leadByValidTime.keySet().stream()
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        Set<Integer> ready = new HashSet<>();
        for (Row row : tx.query(READY, run.config().referenceSource(), times)) {
            ready.add(leadByValidTime.get(row.getOffsetDateTime("valid_time").toInstant()));
        }
        return new RunTruth(ready, gone(run));
    }

    private Map<Integer, String> gone(Run run) {
        Map<Integer, String> gone = new HashMap<>();
        for (Row row : tx.query(GONE, run.id())) {
            gone.put(row.getInteger("lead_hours"), row.getString("reason"));
        }
        return gone;
    }

    @Override
    public void truthAwaited(Run run, int lead, Instant next) {
        tx.update(STATS_WAIT, run.id(), Integer.toString(lead), next.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void giveUpTruth(String source, Instant validTime, String reason) {
        tx.update(GIVE_UP, source, validTime.atOffset(ZoneOffset.UTC), reason);
    }

    @Override
    public void forgetFormerOwners() {
        Projections.forgetFormerOwners(tx);
    }
}
