package fairweather.orchestrator.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.invariant.Invariants;
import fairweather.orchestrator.periodic.Retention.Periods;
import fairweather.orchestrator.periodic.Work.Progress;
import fairweather.orchestrator.stored.StoredRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P-52: a history of 120 days, one run a day at 00Z and one that never ended. */
class RetentionTest {
    private static final int PAGE = 50;
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    private OrchestratorDatabase postgres;
    private StoredRows rows;

    @BeforeEach
    void history() {
        postgres = new OrchestratorDatabase();
        postgres.setNow(NOW);
        rows = postgres.rows();
        rows.run("""
                INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc,
                    run_initiation_time, forecast_run_id, forecast_type, validator_hotkey, run_config, scoring_version,
                    status, completion_time)
                SELECT 'daily', d, d, d, 'forecast', '10day', 'validator', s.run_config, 1,
                       CASE WHEN d > fw_now() - interval '16 days' OR n = 110 THEN 'scoring_era5'
                            WHEN n % 7 = 0 THEN 'abandoned' ELSE 'completed' END,
                       CASE WHEN d <= fw_now() - interval '16 days' AND n <> 110 THEN d + interval '16 days' END
                FROM series s, generate_series(1, 120) AS n, (SELECT date_trunc('day', fw_now()) AS today) AS t,
                     LATERAL (SELECT t.today - make_interval(days => n) AS d) AS c
                WHERE s.name = 'daily'
                """);
        rows.run("""
                INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey, status)
                SELECT id, uid, 'hotkey-' || uid,
                       CASE WHEN status = 'scoring_era5' THEN 'era5_scoring' ELSE 'era5_scored' END
                FROM weather_forecast_runs, generate_series(0, 2) AS uid
                """);
        rows.run("""
                INSERT INTO weather_forecast_stats (run_id, miner_uid, miner_hotkey, forecast_run_id, forecast_init_time,
                    forecast_type, forecast_status, current_forecast_stage, current_forecast_status, validator_hotkey)
                SELECT p.run_id, miner_uid, miner_hotkey, 'forecast', gfs_init_time_utc, '10day', 'completed', 'complete',
                       'completed', 'validator'
                FROM weather_miner_responses p JOIN weather_forecast_runs r ON r.id = p.run_id
                """);
        rows.run("""
                INSERT INTO score_table (task_name, task_id, run_id, miner_uid, miner_hotkey, score, status, created_at)
                SELECT 'weather', 'run ' || run_id, run_id, miner_uid, miner_hotkey, 0.5, 'final', fw_now()
                FROM weather_forecast_stats
                """);
        rows.run("""
                INSERT INTO weather_forecast_steps (run_id, miner_uid, miner_hotkey, step_name, substep, lead_hours, status)
                SELECT run_id, miner_uid, miner_hotkey, 'era5', 'load_truth', lead,
                       CASE WHEN lead = 24 THEN 'pending' ELSE 'retry_scheduled' END
                FROM weather_miner_responses, generate_series(24, 96, 24) AS lead
                """);
        rows.run("""
                INSERT INTO weather_miner_scores (run_id, response_id, miner_uid, miner_hotkey, score_type, lead_hours,
                    valid_time_utc, mode, score, metrics)
                SELECT run_id, id, miner_uid, miner_hotkey, 'day1', -1, fw_now(), 'strict', 0.5, '{}'
                FROM weather_miner_responses
                """);
        rows.run("""
                INSERT INTO weather_forecast_component_scores (run_id, response_id, miner_uid, miner_hotkey, score_type,
                    lead_hours, valid_time_utc, variable_name, mode, score_version, weight_rule, truth_tier, input_sources,
                    scored)
                SELECT run_id, id, miner_uid, miner_hotkey, 'day1', 12, fw_now(), v, 'strict', 1, 'cos-1', 'final', '{}', true
                FROM weather_miner_responses, unnest(ARRAY['2t', 'msl']) AS v
                """);
        rows.run("""
                INSERT INTO forecast_sketches (run_id, response_id, score_type, lead_hours, components, sketch)
                SELECT run_id, id, 'era5', 24, '{10u@abc}', '{1, 2, 3}' FROM weather_miner_responses
                """);
        rows.run("""
                INSERT INTO forecast_chunks (run_id, response_id, chunks, prefixes)
                SELECT run_id, id, 1, decode(repeat('00', 8), 'hex') FROM weather_miner_responses
                """);
        rows.run("""
                INSERT INTO forecast_kinship (run_id, kind, lead_hours, response_a, response_b, compared, alike,
                    least_distance, mean_distance, evidence)
                SELECT a.run_id, 'era5', 24, a.id, b.id, 2, 1, 0, 0, '{}'
                FROM weather_miner_responses a
                JOIN weather_miner_responses b ON b.run_id = a.run_id AND b.id > a.id
                """);
        rows.run("""
                INSERT INTO forecast_manifests (response_id, manifest_hash, manifest_gzip, signature, signer, store_path,
                    file_count)
                SELECT id, 'ab', '\\x00', decode(repeat('00', 64), 'hex'), miner_hotkey, '/x.zarr', 1
                FROM weather_miner_responses
                """);
        rows.run("""
                INSERT INTO outcomes (kind, run_id, response_id, actor, created_at, folded_at, disposition)
                SELECT 'verified', p.run_id, p.id, 'worker', run_initiation_time, run_initiation_time, 'applied'
                FROM weather_miner_responses p JOIN weather_forecast_runs r ON r.id = p.run_id
                """);
        rows.run("""
                INSERT INTO state_transitions (outcome_id, run_id, response_id, from_status, to_status, reason)
                SELECT o.id, o.run_id, o.response_id, s.before, s.after, 'test' FROM outcomes o,
                     (VALUES ('created', 'fetch_initiated'), ('fetch_initiated', 'inference_running')) AS s(before, after)
                """);
        rows.run("""
                INSERT INTO validator_jobs (job_type, service, priority, status, run_id, response_id, miner_uid, due_at,
                    completed_at)
                SELECT 'weather.day1', 'scoring', 50, s, p.run_id, p.id, miner_uid, run_initiation_time,
                       run_initiation_time + interval '1 hour'
                FROM weather_miner_responses p JOIN weather_forecast_runs r ON r.id = p.run_id,
                     unnest(ARRAY['completed', 'failed', 'cancelled']) AS s
                """);
        rows.run("""
                INSERT INTO validator_job_logs (job_id, run_id, level, source, message, created_at)
                SELECT id, run_id, 'INFO', 'worker', 'done', completed_at FROM validator_jobs
                UNION ALL SELECT NULL, id, 'INFO', 'fold', 'seeded', run_initiation_time FROM weather_forecast_runs
                UNION ALL SELECT NULL, NULL, 'WARN', 'calendar', 'missed', run_initiation_time FROM weather_forecast_runs
                """);
        rows.run(
                "INSERT INTO calendar_days (series, cycle, decision, reason) SELECT series, gfs_init_time_utc, 'opened', '' "
                        + "FROM weather_forecast_runs");
        rows.run(
                "INSERT INTO calendar_days (series, cycle, decision, reason) VALUES ('demo', '2018-10-06T18:00Z', 'missed', '')");
        rows.run(
                "INSERT INTO job_holds (miner_uid, held_until, reason, actor) SELECT n, fw_now() - make_interval(days => n - 1), "
                        + "'moved', 'alice' FROM generate_series(0, 9) AS n");
        rows.run("INSERT INTO job_holds (miner_uid, reason, actor) VALUES (99, 'for ever', 'alice')");
        rows.run(
                "INSERT INTO subnet_snapshots (taken_at, content) SELECT gfs_init_time_utc, '{}' FROM weather_forecast_runs");
        rows.run("INSERT INTO outcomes (kind, actor, created_at, folded_at, disposition) SELECT 'aggregation_due', "
                + "'aggregate', gfs_init_time_utc, gfs_init_time_utc, 'applied' FROM weather_forecast_runs");
        rows.run("""
                INSERT INTO truth_status (source, valid_time, status, checksums, updated_at)
                SELECT 'providers', gfs_init_time_utc + interval '24 hours', 'ready', '{}', gfs_init_time_utc
                FROM weather_forecast_runs
                """);
        rows.run("""
                INSERT INTO reference_fields (source, product, variable_name, valid_time, sha256, version, provenance,
                    catalogued_at)
                SELECT source, 'era5', '2t', valid_time, repeat('a', 64), '1', '{}', updated_at FROM truth_status
                """);
    }

    @AfterEach
    void close() {
        rows.close();
        postgres.close();
    }

    private int count(String table, String condition) {
        return rows.number("SELECT count(*) FROM " + table + " WHERE " + condition);
    }

    /** The turns it took; no turn deletes more than a page and what belongs to its last slot. */
    private int purge() {
        Retention retention = new Retention(Periods.DEFAULT, PAGE);
        for (int turn = 1; turn < 500; turn++) {
            Progress progress = postgres.database().transaction(tx -> retention.turn(tx, NOW));
            assertThat(progress.count()).isLessThan(20L * PAGE);
            if (!progress.more()) {
                return turn;
            }
        }
        throw new IllegalStateException("the retention does not come to an end");
    }

    @Test
    @Tag("P-52")
    void a_backlog_is_worked_off_page_by_page_and_every_table_is_bounded() {
        assertThat(purge()).isGreaterThan(20);

        // The runs of 89 whole days, and the one that never ended.
        assertThat(count("weather_forecast_runs", "true")).isEqualTo(90);
        List<String> ofRuns =
                List.of("weather_miner_responses", "weather_forecast_stats", "score_table", "weather_miner_scores");
        for (String table : ofRuns) {
            assertThat(count(table, "true")).as(table).isEqualTo(3 * 90);
        }
        assertThat(count("weather_forecast_component_scores", "true")).isEqualTo(6 * 90);
        assertThat(count("forecast_manifests", "true")).isEqualTo(3 * 90);
        assertThat(count("state_transitions", "true")).isEqualTo(6 * 90);
        assertThat(count("outcomes", "run_id IS NOT NULL")).isEqualTo(3 * 90);
        assertThat(count("outcomes", "run_id IS NULL")).isEqualTo(89);
        assertThat(count("calendar_days", "series = 'daily'")).isEqualTo(89);
        assertThat(count("calendar_days", "series = 'demo'")).isEqualTo(1);
        assertThat(count("job_holds", "true")).isEqualTo(10);
        assertThat(count("subnet_snapshots", "true")).isEqualTo(89);
    }

    @Test
    void what_forecasts_were_compared_by_goes_30_days_after_the_run_has_ended_and_the_pairs_with_the_run() {
        purge();

        assertThat(count("forecast_sketches", "true")).isEqualTo(3 * (45 + 1));
        assertThat(count("forecast_chunks", "true")).isEqualTo(3 * 90);
        assertThat(count("forecast_kinship", "true")).isEqualTo(3 * 90);
    }

    @Test
    void finished_jobs_of_every_kind_go_after_7_days_but_not_those_of_a_run_that_goes_on() {
        purge();
        // The runs of the last 16 days and the one that never ended go on.
        assertThat(count("validator_jobs", "true")).isEqualTo(9 * (15 + 1));
        assertThat(count("validator_jobs", "status = 'cancelled'")).isEqualTo(3 * (15 + 1));
        assertThat(count("validator_job_logs", "job_id IS NOT NULL")).isEqualTo(9 * (15 + 1));
        assertThat(count("validator_job_logs", "source = 'fold'")).isEqualTo(90);
        assertThat(count("validator_job_logs", "source = 'calendar'")).isEqualTo(89);
    }

    @Test
    void steps_go_30_days_after_their_run_has_ended_whatever_they_are_called() {
        purge();
        // Ended 16 days after their opening, so those of the last 46 days are kept.
        assertThat(count("weather_forecast_steps", "true")).isEqualTo(12 * (45 + 1));
        assertThat(rows.number("SELECT count(*) FROM (SELECT count(*) FROM weather_forecast_steps "
                        + "GROUP BY run_id, miner_uid, miner_hotkey HAVING count(*) <> 4) AS torn"))
                .isZero();
    }

    @Test
    void truths_and_fields_go_when_no_run_that_is_kept_lies_around_them() {
        purge();
        for (String table : List.of("truth_status", "reference_fields")) {
            assertThat(rows.number("SELECT count(*) FROM " + table + " t WHERE NOT EXISTS (SELECT FROM "
                            + "weather_forecast_runs r WHERE t.valid_time BETWEEN r.gfs_init_time_utc - interval '48 hours' "
                            + "AND r.gfs_init_time_utc + interval '240 hours')"))
                    .as(table)
                    .isZero();
            assertThat(count(table, "true")).as(table).isBetween(90, 115);
        }
    }

    @Test
    void the_views_see_nothing_wrong_at_any_moment_of_a_purge() {
        Invariants invariants = new Invariants(postgres.database());
        List<String> before = violated(invariants);
        Retention retention = new Retention(Periods.DEFAULT, 7 * PAGE);
        Progress progress;
        do {
            progress = postgres.database().transaction(tx -> retention.turn(tx, NOW));
            assertThat(before).containsAll(violated(invariants));
        } while (progress.more());
    }

    private static List<String> violated(Invariants invariants) {
        return invariants.check().invariants().stream()
                .filter(one -> one.violations() > 0)
                .map(one -> one.name())
                .toList();
    }

    @Test
    void a_period_of_less_than_a_day_is_a_unit_that_was_forgotten() {
        assertThatThrownBy(() -> new Periods(Duration.ofDays(7), Duration.ofDays(30), Duration.ofSeconds(90)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "fairweather.retention.runs is 90 s, less than a day; it is given with its unit, for example 7d");
    }
}
