package fairweather.orchestrator.fold;

import fairweather.database.Database.Session;
import fairweather.job.postgres.JobSql;
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

/** Reads and moves runs. */
final class RunStore {
    private static final String LOAD = """
            SELECT r.id, r.status, r.run_config, r.gfs_init_time_utc, r.run_initiation_time, r.validator_hotkey,
                   r.forecast_run_id, r.forecast_type, r.input_sources, s.counts, s.calendar_enabled
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

    private static final String TRANSITION = """
            INSERT INTO state_transitions (outcome_id, run_id, response_id, from_status, to_status, reason, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String LOG =
            "INSERT INTO validator_job_logs (job_id, run_id, response_id, level, source, message) "
                    + "VALUES ($1, $2, $3, $4, $5, $6)";

    private static final String TRUTH =
            "SELECT valid_time, status, reason FROM truth_status WHERE source = $1 AND valid_time = ANY ($2)";

    private static final String CANCEL_JOBS = JobSql.cancel("run_id = $1");

    /** A run with what the fold needs of it; whether it counts and a calendar opens it are properties of its series. */
    record Run(
            int id,
            RunStatus status,
            RunConfig config,
            Instant initTime,
            Instant created,
            String validatorHotkey,
            String forecastRunId,
            String forecastType,
            JsonObject inputSources,
            boolean counts,
            boolean byCalendar) {}

    /** What is known of the truth of a run's leads. */
    record Truth(Set<Integer> ready, Map<Integer, String> gone) {}

    private RunStore() {}

    static Optional<Run> load(Session tx, int runId) {
        return tx.first(LOAD, runId).map(RunStore::run);
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
                row.getBoolean("calendar_enabled"));
    }

    static ResponseCounts counts(Session tx, int runId) {
        Row row = tx.first(COUNTS, runId).orElseThrow();
        return new ResponseCounts(
                row.getInteger("before"),
                row.getInteger("day1"),
                row.getInteger("scored"),
                row.getInteger("era5"),
                row.getInteger("done"),
                row.getInteger("ended"));
    }

    /** Moves the run along the steps, one transition and one log line each. */
    static void move(Session tx, Run run, List<RunStatus> path, String reason, Long outcomeId, Instant at) {
        RunStatus from = run.status();
        for (RunStatus to : path) {
            boolean failed = to == RunStatus.FAILED || to == RunStatus.ABANDONED;
            tx.update(MOVE, run.id(), to.word(), failed ? reason : null, at.atOffset(ZoneOffset.UTC));
            transition(tx, outcomeId, run.id(), null, from.word(), to.word(), reason, at);
            log(tx, null, run.id(), null, "INFO", "fold", "run " + from.word() + " → " + to.word() + ": " + reason);
            from = to;
        }
        if (from.terminal() && !path.isEmpty()) {
            tx.update(CANCEL_JOBS, run.id(), "the run is " + from.word());
            TruthJobs.takeOver(tx, run.config().referenceSource());
        }
    }

    static void transition(
            Session tx,
            Long outcomeId,
            int runId,
            Integer responseId,
            String from,
            String to,
            String reason,
            Instant at) {
        tx.update(TRANSITION, outcomeId, runId, responseId, from, to, reason, at.atOffset(ZoneOffset.UTC));
    }

    static void log(
            Session tx, Long jobId, Integer runId, Integer responseId, String level, String source, String message) {
        tx.update(LOG, jobId, runId, responseId, level, source, message);
    }

    static Truth truth(Session tx, Run run) {
        Map<Instant, Integer> leadByValidTime = new HashMap<>();
        for (int lead : run.config().era5LeadHours()) {
            leadByValidTime.put(run.initTime().plusSeconds(3600L * lead), lead);
        }
        OffsetDateTime[] times = leadByValidTime.keySet().stream()
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        Set<Integer> ready = new HashSet<>();
        Map<Integer, String> gone = new HashMap<>();
        for (Row row : tx.query(TRUTH, run.config().referenceSource(), times)) {
            int lead = leadByValidTime.get(row.getOffsetDateTime("valid_time").toInstant());
            switch (row.getString("status")) {
                case "ready" -> ready.add(lead);
                case "gone" -> gone.put(lead, row.getString("reason"));
                default -> {}
            }
        }
        return new Truth(ready, gone);
    }
}
