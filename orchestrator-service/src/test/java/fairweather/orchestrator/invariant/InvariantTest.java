package fairweather.orchestrator.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.database.Database;
import fairweather.orchestrator.invariant.InvariantReport.Checked;
import fairweather.orchestrator.stored.StoredRows;
import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import fairweather.run.RunConfig;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A healthy database whose own guards are taken away, for tests that break a promise and look which views say so. */
abstract class InvariantTest {
    private static Vertx vertx;
    private static Pool pool;
    static StoredRows rows;
    static Invariants invariants;

    int run;
    int scoring;
    int failed;
    int lost;

    @BeforeAll
    static void migrateAndTakeTheGuardsAway() throws SQLException {
        vertx = Vertx.vertx();
        FairweatherDatabase fresh = TestDatabase.shared().freshDatabase();
        Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.ownerUser(), fresh.ownerPassword())
                .placeholders(Map.of("app_role", fresh.appUser()))
                .load()
                .migrate();
        rows = new StoredRows(fresh.connectAsOwner());
        rows.run("""
                DROP INDEX uq_jobs_singleton;
                ALTER TABLE weather_forecast_steps DROP CONSTRAINT uq_steps_key;
                ALTER TABLE weather_miner_scores DROP CONSTRAINT uq_miner_scores,
                    DROP CONSTRAINT weather_miner_scores_score_check;
                ALTER TABLE weather_forecast_component_scores DROP CONSTRAINT uq_component_scores,
                    DROP CONSTRAINT numbers_are_finite, DROP CONSTRAINT sums_are_finite,
                    DROP CONSTRAINT shown_numbers_are_finite,
                    DROP CONSTRAINT parity_sums_are_of_parity, DROP CONSTRAINT parity_sums_are_finite;
                ALTER TABLE forecast_sketches DROP CONSTRAINT numbers_are_finite;
                ALTER TABLE forecast_kinship DROP CONSTRAINT distances_are_bounded;
                ALTER TABLE weather_forecast_stats DROP CONSTRAINT scores_are_bounded,
                    DROP CONSTRAINT averages_are_finite;
                ALTER TABLE miner_stats DROP CONSTRAINT averages_are_finite;
                ALTER TABLE score_table DROP CONSTRAINT score_table_score_check
                """);
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(fresh.reactiveUrl())
                        .setUser(fresh.appUser())
                        .setPassword(fresh.appPassword())
                        .addProperty("TimeZone", "UTC"))
                .using(vertx)
                .build();
        invariants = new Invariants(new Database(pool));
    }

    @AfterAll
    static void close() {
        rows.close();
        pool.close().await().indefinitely();
        vertx.close().await().indefinitely();
    }

    /** A run in the middle of its ERA5 leads: one response scoring, one complete, one failed, one failed through us. */
    @BeforeEach
    void aHealthyDatabase() {
        rows.clear();
        run = rows.run("demo", StoredRows.CYCLE, "scoring_era5");
        scoring = rows.response(run, 0, "hk-0", "era5_scoring");
        rows.scoredLead(run, scoring, 0, "hk-0", 24, 0.5);
        rows.step(run, 0, "hk-0", "era5", "score", 48, "waiting_for_truth");
        rows.run("UPDATE weather_forecast_steps SET next_retry_time = '2018-10-08T18:00:00Z' WHERE lead_hours = 48");
        rows.run("UPDATE weather_forecast_stats SET era5_combined_score = 0.05, era5_completeness = 0.1 "
                + "WHERE miner_uid = 0");
        rows.job("weather.era5", run, scoring, 0, "in_progress");
        int complete = rows.response(run, 1, "hk-1", "era5_scored");
        RunConfig.LEAD_COLUMNS.forEach(lead -> rows.scoredLead(run, complete, 1, "hk-1", lead, 0.4));
        rows.run("UPDATE weather_forecast_stats SET era5_combined_score = 0.4, era5_completeness = 1 "
                + "WHERE miner_uid = 1");
        rows.job("weather.era5", run, complete, 1, "completed");
        failed = rows.response(run, 2, "hk-2", "failed");
        lost = rows.response(run, 3, "hk-3", "failed");
        rows.run(
                "UPDATE weather_miner_responses SET failure_category = 'internal', "
                        + "failure_code = 'VALIDATOR_INTERNAL' WHERE id = ?",
                lost);
        rows.run("UPDATE weather_forecast_stats SET era5_combined_score = NULL, era5_completeness = NULL "
                + "WHERE miner_uid = 3");
        rows.step(run, 0, "coordinator", "seed", "download_gfs", null, "succeeded");
        rows.job("weather.era5_truth", run, null, null, "pending");
        rows.job("weather.era5_truth", run, null, null, "pending");
        rows.transition(run, null, "created", "gfs_downloading");
        rows.transition(run, null, "gfs_downloading", "gfs_ready");
        rows.transition(run, scoring, "created", "fetch_initiated");
        rows.transition(run, scoring, "fetch_initiated", "inference_running");
        rows.run("INSERT INTO miner_stats (miner_uid, miner_hotkey) VALUES (0, 'hk-0')");
        rows.run("INSERT INTO score_table (task_name, task_id, run_id, miner_uid, miner_hotkey, score, status, "
                + "created_at) VALUES ('weather', 't', " + run + ", 1, 'hk-1', 0.4, 'initial', fw_now())");
        rows.sketch(run, scoring, "era5", 24);
        rows.kinship(run, "era5", 24, scoring, complete);
        int young = rows.run("demo", "2018-10-07T18:00:00Z", "gfs_ready");
        rows.response(young, 0, "hk-0", "created");
    }

    static List<String> violated() {
        return invariants.check().invariants().stream()
                .filter(checked -> checked.violations() > 0)
                .map(checked -> checked.name() + " " + checked.violations())
                .toList();
    }

    static Violation only(Invariant invariant) {
        Checked checked = invariants.check().invariants().stream()
                .filter(each -> each.name().equals(invariant.view()))
                .findFirst()
                .orElseThrow();
        assertThat(checked.violations()).isEqualTo(1);
        return checked.examples().getFirst();
    }
}
