package fairweather.orchestrator.stored;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Puts rows straight into the tables, as the schema's owner. */
public final class StoredRows implements AutoCloseable {
    public static final String CYCLE = "2018-10-06T18:00:00Z";

    private final Connection connection;

    public StoredRows(Connection connection) {
        this.connection = connection;
    }

    /** Empties every table but the periodic work and the series that are no replays. */
    public void clear() {
        run("TRUNCATE weather_forecast_runs, node_table, miner_stats, truth_status, outcomes, validator_jobs, "
                + "validator_job_logs, subnet_snapshots RESTART IDENTITY CASCADE");
        run(
                "WITH gone AS (DELETE FROM replays RETURNING name) DELETE FROM series s USING gone WHERE s.name = gone.name");
    }

    /** The number of rows changed. */
    public int run(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The first column of the first row. */
    public Object one(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getObject(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    public int number(String sql, Object... values) {
        return ((Number) one(sql, values)).intValue();
    }

    /** The first column of every row. */
    public List<String> texts(String sql, Object... values) {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
        return texts;
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                statement.setNull(i + 1, Types.OTHER);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }

    public void miner(int uid, String hotkey, String label) {
        run(
                "INSERT INTO node_table (uid, hotkey, ip, port, label) VALUES (?, ?, '127.0.0.1', 9000, ?)",
                uid,
                hotkey,
                label);
    }

    /** A run of a series with that series' configuration. */
    public int run(String series, String cycle, String status) {
        return number("""
                INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc,
                    run_initiation_time, forecast_run_id, forecast_type, validator_hotkey, run_config,
                    scoring_version, status, completion_time)
                SELECT s.name, c.at, c.at, timestamptz '2026-01-01T00:00:00Z', 'forecast', 'hindcast', 'validator',
                       s.run_config, 1, w.status,
                       CASE WHEN w.status IN ('completed', 'failed', 'abandoned')
                            THEN timestamptz '2026-01-02T00:00:00Z' END
                FROM series s, (SELECT ?::timestamptz AS at) AS c, (SELECT ? AS status) AS w
                WHERE s.name = ?
                RETURNING id
                """, cycle, status, series);
    }

    /** A response with its statistics row; a failed one failed as an unreachable miner does. */
    public int response(int run, int uid, String hotkey, String status) {
        boolean failed = status.equals("failed");
        int id = number(
                """
                INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey, status, failed_stage,
                    failure_category, failure_code, error_message)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """,
                run,
                uid,
                hotkey,
                status,
                failed ? "query" : null,
                failed ? "connection" : null,
                failed ? "UNREACHABLE" : null,
                failed ? "nothing listens" : null);
        run("""
                INSERT INTO weather_forecast_stats (run_id, miner_uid, miner_hotkey, forecast_run_id,
                    forecast_init_time, forecast_type, forecast_status, current_forecast_stage,
                    current_forecast_status, validator_hotkey, era5_combined_score, era5_completeness,
                    overall_forecast_score)
                SELECT id, ?, ?, 'forecast', gfs_init_time_utc, 'hindcast', 'seeded', 'init', 'pending', 'validator',
                       ?::float8, ?::float8, ?::float8
                FROM weather_forecast_runs WHERE id = ?
                """, uid, hotkey, failed ? 0.0 : null, failed ? 0.0 : null, failed ? 0.0 : null, run);
        return id;
    }

    /** A job that is due since a minute; one in progress has a lease of an hour. */
    public long job(String type, Integer run, Integer response, Integer uid, String status) {
        return ((Number) one("""
                        INSERT INTO validator_jobs (job_type, service, priority, status, run_id, response_id,
                            miner_uid, due_at, lease_expires_at, completed_at, claimed_by, lease_token)
                        SELECT ?, 'orchestrator', 50, s.status, ?::integer, ?::integer, ?::integer,
                               fw_now() - interval '1 minute',
                               CASE WHEN s.status = 'in_progress' THEN fw_now() + interval '1 hour' END,
                               CASE WHEN s.status IN ('completed', 'failed', 'cancelled') THEN fw_now() END,
                               CASE WHEN s.status = 'in_progress' THEN 'worker-1' END, 3
                        FROM (SELECT ? AS status) AS s RETURNING id
                        """, type, run, response, uid, status)).longValue();
    }

    /** An outcome that is folded and applied, or, with a null disposition, still to be folded. */
    public long outcome(String kind, Integer run, Integer response, String data, String disposition) {
        return ((Number) one("""
                        INSERT INTO outcomes (kind, run_id, response_id, data, actor, disposition, folded_at)
                        SELECT ?, ?::integer, ?::integer, ?::jsonb, 'worker-1', d.word,
                               CASE WHEN d.word IN ('applied', 'ignored') THEN fw_now() END
                        FROM (SELECT ?::text AS word) AS d RETURNING id
                        """, kind, run, response, data, disposition)).longValue();
    }

    /** A transition with its folded outcome. */
    public void transition(int run, Integer response, String from, String to) {
        long outcome = outcome("test", run, response, "{}", "applied");
        run("""
                INSERT INTO state_transitions (outcome_id, run_id, response_id, from_status, to_status, reason)
                VALUES (?, ?, ?::integer, ?, ?, 'a test')
                """, outcome, run, response, from, to);
    }

    public void step(int run, int uid, String hotkey, String step, String substep, Integer lead, String status) {
        run("""
                INSERT INTO weather_forecast_steps (run_id, miner_uid, miner_hotkey, step_name, substep, lead_hours,
                    status) VALUES (?, ?, ?, ?, ?, ?::integer, ?)
                """, run, uid, hotkey, step, substep, lead, status);
    }

    /** A run has given up the truth of a lead. */
    public void givenUp(int run, int lead, String reason) {
        step(run, 0, "coordinator", "era5", "load_truth", lead, "failed");
        run(
                "UPDATE weather_forecast_steps SET completed_at = fw_now(), error_json = jsonb_build_object("
                        + "'code', 'TRUTH_UNAVAILABLE', 'message', ?) WHERE run_id = ? AND substep = 'load_truth'",
                reason,
                run);
    }

    /** Everything that says that a lead is scored: step, score row, component row, column and folded end. */
    public void scoredLead(int run, int response, int uid, String hotkey, int lead, double score) {
        step(run, uid, hotkey, "era5", "score", lead, "succeeded");
        run("""
                INSERT INTO weather_miner_scores (run_id, response_id, miner_uid, miner_hotkey, score_type,
                    lead_hours, valid_time_utc, mode, score, metrics)
                VALUES (?, ?, ?, ?, 'era5_lead', ?, '2018-10-07T18:00:00Z', 'strict', ?, '{}')
                """, run, response, uid, hotkey, lead, score);
        run("""
                INSERT INTO weather_forecast_component_scores (run_id, response_id, miner_uid, miner_hotkey,
                    score_type, lead_hours, valid_time_utc, variable_name, mode, score_version, weight_rule,
                    truth_tier, input_sources, scored, sums)
                VALUES (?, ?, ?, ?, 'era5', ?, '2018-10-07T18:00:00Z', '10u', 'strict', 1, 'cos-1', 'final', '{}',
                        true, '{1,2,3}')
                """, run, response, uid, hotkey, lead);
        run(
                ("UPDATE weather_forecast_stats SET era5_score_%dh = ?, era5_leads = era5_leads || jsonb_build_object("
                                + "'%d', jsonb_build_object('end', 'scored', 'components', 2, 'score', ?)) "
                                + "WHERE run_id = ? AND miner_uid = ?")
                        .formatted(lead, lead),
                score,
                score,
                run,
                uid);
    }

    /** A sketch of one component, not compared yet. */
    public void sketch(int run, int response, String scoreType, int lead) {
        run("""
                INSERT INTO forecast_sketches (run_id, response_id, score_type, lead_hours, components, sketch)
                VALUES (?, ?, ?, ?, '{10u@abc}', '{1, 2, 3}')
                """, run, response, scoreType, lead);
    }

    /** A pair of near-duplicates; {@code a} is less than {@code b} and was frozen first. */
    public void kinship(int run, String kind, Integer lead, int a, int b) {
        run("""
                INSERT INTO forecast_kinship (run_id, kind, lead_hours, response_a, response_b, compared, alike,
                    least_distance, mean_distance, evidence)
                VALUES (?, ?, ?, ?, ?, 2, 1, 0, 0.5, jsonb_build_object('first_frozen', ?))
                """, run, kind, lead, a, b, a);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
