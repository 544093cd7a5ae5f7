package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.run.RunConfig;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads runs for the API. */
@Singleton
class RunQueries {
    private static final String LIST = """
            SELECT %s FROM weather_forecast_runs r
            WHERE ($1::text IS NULL OR r.series = $1) AND ($2::text IS NULL OR r.status = $2)
              AND ($3::integer IS NULL OR r.id < $3)
            ORDER BY r.id DESC LIMIT $4
            """.formatted(RunSummary.COLUMNS);

    private static final String SUMMARY =
            "SELECT %s FROM weather_forecast_runs r WHERE r.id = $1".formatted(RunSummary.COLUMNS);

    private static final String DETAIL = """
            SELECT %s, r.input_sources,
                   extract(epoch FROM r.first_score_at - r.run_initiation_time)::double precision AS to_first_score,
                   (SELECT count(*) FROM jsonb_array_elements_text(r.run_config -> 'era5_lead_hours') AS l(hours)
                    WHERE fw_now() >= r.gfs_init_time_utc + make_interval(hours => l.hours::integer
                              + (r.run_config ->> 'era5_delay_hours')::integer
                              + (r.run_config ->> 'era5_buffer_hours')::integer))::integer AS leads_due,
                   p.*
            FROM weather_forecast_runs r
            CROSS JOIN LATERAL (
                SELECT count(*)::integer AS miners,
                       count(*) FILTER (WHERE p.status <> 'created')::integer AS queried,
                       count(*) FILTER (WHERE p.inference_completed_at IS NOT NULL
                                           OR p.verification_state <> 'none')::integer AS ready,
                       count(*) FILTER (WHERE p.manifest_hash IS NOT NULL)::integer AS verified,
                       count(*) FILTER (WHERE p.day1_scoring_completed_at IS NOT NULL)::integer AS day1_done,
                       count(*) FILTER (WHERE NOT live.live)::integer AS failed,
                       (10 * count(*) FILTER (WHERE live.live))::integer AS leads_total,
                       coalesce(sum((SELECT count(*) FROM jsonb_object_keys(s.era5_leads)))
                           FILTER (WHERE live.live), 0)::integer AS leads_done
                FROM weather_miner_responses p
                CROSS JOIN LATERAL (SELECT p.status NOT IN ('failed', 'cancelled') AS live) AS live
                LEFT JOIN weather_forecast_stats s ON s.run_id = p.run_id AND s.miner_uid = p.miner_uid
                WHERE p.run_id = r.id) AS p
            WHERE r.id = $1
            """.formatted(RunSummary.COLUMNS);

    private static final String TRUTH = """
            SELECT l.hours::integer AS lead_hours, v.valid_time,
                   CASE WHEN g.run_id IS NOT NULL THEN 'gone'
                        WHEN t.status = 'gone' AND r.completion_time IS NULL THEN 'not_yet'
                        ELSE coalesce(t.status, 'not_yet') END AS status,
                   coalesce(g.reason, t.reason) AS reason
            FROM weather_forecast_runs r
            CROSS JOIN LATERAL jsonb_array_elements_text(r.run_config -> 'era5_lead_hours') AS l(hours)
            CROSS JOIN LATERAL (SELECT r.gfs_init_time_utc + make_interval(hours => l.hours::integer) AS valid_time)
                AS v
            LEFT JOIN truth_status t
                ON t.source = r.run_config ->> 'reference_source' AND t.valid_time = v.valid_time
            LEFT JOIN fw_truths_given_up g ON g.run_id = r.id AND g.lead_hours = l.hours::integer
            WHERE r.id = $1 ORDER BY l.hours::integer
            """;

    private static final String BOARD_RUN =
            "SELECT id, series, gfs_init_time_utc, status, input_sources FROM weather_forecast_runs WHERE id = $1";

    private static final String BOARD = """
            SELECT s.miner_rank, p.miner_uid, p.miner_hotkey, n.label, p.status, s.overall_forecast_score,
                   s.era5_combined_score, s.era5_completeness, s.forecast_score_initial, p.failed_stage,
                   p.failure_category, p.failure_code, p.error_message,
                   jsonb_build_object('24', s.era5_score_24h, '48', s.era5_score_48h, '72', s.era5_score_72h,
                       '96', s.era5_score_96h, '120', s.era5_score_120h, '144', s.era5_score_144h,
                       '168', s.era5_score_168h, '192', s.era5_score_192h, '216', s.era5_score_216h,
                       '240', s.era5_score_240h) AS era5_scores
            FROM weather_miner_responses p
            LEFT JOIN weather_forecast_stats s ON s.run_id = p.run_id AND s.miner_uid = p.miner_uid
            LEFT JOIN node_table n ON n.uid = p.miner_uid AND n.hotkey = p.miner_hotkey
            WHERE p.run_id = $1
            ORDER BY s.miner_rank NULLS LAST, p.miner_uid
            """;

    /** The leads in the order in which a board shows them. */
    private static final List<String> LEADS =
            RunConfig.LEAD_COLUMNS.stream().map(String::valueOf).toList();

    private final Database database;

    RunQueries(Database database) {
        this.database = database;
    }

    Listing<RunSummary> list(String series, String status, PageRequest page) {
        List<RunSummary> runs =
                database.query(LIST, series, status, page.after(0, Integer::valueOf), page.rows()).stream()
                        .map(RunSummary::of)
                        .toList();
        return Listing.of(page, runs, run -> List.of(run.id()));
    }

    RunSummary summary(int id) {
        return RunSummary.of(known(database.first(SUMMARY, id), id));
    }

    RunDetail detail(int id) {
        Row row = known(database.first(DETAIL, id), id);
        RunSummary run = RunSummary.of(row);
        return new RunDetail(
                run.id(),
                run.series(),
                run.cycle(),
                run.nominalCycle(),
                run.hindsight(),
                run.status(),
                run.late(),
                run.createdAt(),
                run.completedAt(),
                run.errorMessage(),
                row.getDouble("to_first_score"),
                progress(row),
                row.getInteger("leads_due"),
                database.query(TRUTH, id).stream().map(RunQueries::truth).toList(),
                Columns.json(row, "input_sources"));
    }

    private static RunDetail.Progress progress(Row row) {
        return new RunDetail.Progress(
                row.getInteger("miners"),
                row.getInteger("queried"),
                row.getInteger("ready"),
                row.getInteger("verified"),
                row.getInteger("day1_done"),
                row.getInteger("failed"),
                row.getInteger("leads_total"),
                row.getInteger("leads_done"));
    }

    private static RunDetail.Truth truth(Row row) {
        return new RunDetail.Truth(
                row.getInteger("lead_hours"),
                Columns.instant(row, "valid_time"),
                row.getString("status"),
                row.getString("reason"));
    }

    Board board(int id) {
        Row run = known(database.first(BOARD_RUN, id), id);
        return new Board(
                new Board.Run(
                        run.getInteger("id"),
                        run.getString("series"),
                        Columns.instant(run, "gfs_init_time_utc"),
                        run.getString("status")),
                database.query(BOARD, id).stream().map(RunQueries::line).toList(),
                Columns.json(run, "input_sources"));
    }

    private static Board.Line line(Row row) {
        JsonObject scores = row.getJsonObject("era5_scores");
        Map<String, Double> byLead = new LinkedHashMap<>();
        LEADS.forEach(lead -> byLead.put(lead, scores.getDouble(lead)));
        return new Board.Line(
                row.getInteger("miner_rank"),
                row.getInteger("miner_uid"),
                row.getString("miner_hotkey"),
                row.getString("label"),
                row.getString("status"),
                row.getDouble("overall_forecast_score"),
                row.getDouble("era5_combined_score"),
                row.getDouble("era5_completeness"),
                row.getDouble("forecast_score_initial"),
                row.getString("failed_stage"),
                row.getString("failure_category"),
                row.getString("failure_code"),
                row.getString("error_message"),
                byLead);
    }

    private static Row known(Optional<Row> row, int id) {
        return row.orElseThrow(() -> Refusal.notFound("there is no run " + id));
    }
}
