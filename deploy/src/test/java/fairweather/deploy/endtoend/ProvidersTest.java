package fairweather.deploy.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.deploy.Demonstration;
import fairweather.deploy.DemonstrationOptions;
import fairweather.deploy.Service;
import fairweather.deploy.api.AdminApi;
import fairweather.deploy.api.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One forecast run three times by the same services: with its truth from the demonstration's directory, from a GFS mirror
 * over HTTP, and from a Zarr store over HTTP. Two scoring services share one field cache.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ProvidersTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));
    private static final Duration LIMIT = Duration.ofSeconds(170);

    /** Waiting for a truth takes days there, which the clock is put forward over. */
    private static final String SERIES = """
            INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config)
            SELECT ?, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes,
                   run_config || jsonb_build_object('reference_source', ?, 'test_mode', false,
                                                    'era5_check_seconds', 172800)
            FROM series WHERE name = 'demo'
            """;

    private static final String NUMBERS = """
            SELECT miner_uid, score_type, lead_hours, variable_name, scored, absence_code, coverage, sums::text, rmse, mse,
                   bias, mae, acc, skill_score, skill_score_gfs, skill_score_climatology, rrmse, activity_ratio,
                   pattern_correlation, clone_distance, clone_penalty, quality_penalty, weighted_score
            FROM weather_forecast_component_scores WHERE run_id = ? ORDER BY 1, 2, 3, 4
            """;

    private static final String SCORES = """
            SELECT miner_uid, forecast_status, forecast_score_initial, era5_leads, era5_combined_score, era5_completeness,
                   overall_forecast_score, miner_rank
            FROM weather_forecast_stats WHERE run_id = ? ORDER BY 1
            """;

    private static final String TRUTH_CAME_FROM = """
            SELECT DISTINCT concat_ws(' ', input_sources #>> '{truth,source}', input_sources #>> '{truth,release}')
            FROM weather_forecast_component_scores WHERE run_id = ? AND score_type = 'era5' AND scored
            """;

    /** The two files that Day 1 of both sets needs; a set has a place of its own in the cache. */
    private static final String DAY1 = "gfs/gfs\\.20181006/18/.*\\.f003 .*|gfs/gfs\\.20181007/06/.*";

    @TempDir
    private static Path directory;

    private static Providers providers;
    private static Demonstration demonstration;
    private static Rows rows;
    private static final Map<String, RunView> RUNS = new LinkedHashMap<>();

    @BeforeAll
    static void runOneForecastThreeTimes() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(ROOT.resolve("scoring-service/target/quarkus-app/quarkus-run.jar")),
                "skipped: the services are not packaged; run the build of all modules");
        Assumptions.assumeTrue(Providers.canBeMade(), "skipped: /usr/bin/python3 with zarr is not here");
        providers = new Providers(ROOT, directory);
        DemonstrationOptions options = DemonstrationOptions.at(ROOT)
                .withMiners(6)
                .withoutTroublemakers()
                .withSettings(Service.SCORING, providers.settings());
        demonstration = Demonstration.start(options);
        rows = new Rows(demonstration);
        demonstration.startBeside(Service.SCORING, Map.of());
        try (AdminApi api = new AdminApi(demonstration.apiUrl());
                TimeLapse lapse = TimeLapse.over(demonstration)) {
            RUNS.put("demo", api.run(demonstration.runId()));
            for (String set : Providers.SETS) {
                addSeries(set);
                RUNS.put(set, api.run(api.openRun(set, Demonstration.CYCLE, "test", "the same from " + set)));
            }
            Awaitility.await()
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        for (Map.Entry<String, RunView> run : RUNS.entrySet()) {
                            run.setValue(api.run(run.getValue().id()));
                        }
                        return RUNS.values().stream().allMatch(RunView::ended);
                    });
            lapse.stop();
        }
    }

    @AfterAll
    static void stopIt() throws SQLException {
        if (rows != null) {
            rows.close();
        }
        if (demonstration != null) {
            demonstration.close();
        }
        if (providers != null) {
            providers.close();
        }
    }

    private static void addSeries(String set) throws SQLException {
        try (Connection owner = demonstration.database().connectAsOwner();
                PreparedStatement insert = owner.prepareStatement(SERIES)) {
            insert.setString(1, set);
            insert.setString(2, set);
            insert.executeUpdate();
        }
    }

    private static List<String> texts(String sql, String series) throws SQLException {
        return rows.texts(sql, (int) RUNS.get(series).id());
    }

    @Test
    void every_score_is_bit_for_bit_the_same_from_the_directory_from_a_gfs_mirror_and_from_a_zarr_store()
            throws SQLException {
        List<String> numbers = texts(NUMBERS, Demonstration.SERIES);
        assertThat(numbers).hasSize(6 * 2 * 10);
        for (String set : Providers.SETS) {
            assertThat(texts(NUMBERS, set)).as(set).isEqualTo(numbers);
            assertThat(texts(SCORES, set)).as(set).isEqualTo(texts(SCORES, Demonstration.SERIES));
        }
    }

    @Test
    void each_score_tells_which_archive_its_truth_came_from() throws SQLException {
        assertThat(texts(TRUTH_CAME_FROM, Demonstration.SERIES)).containsExactly("gfs-winds-october-2018");
        assertThat(texts(TRUTH_CAME_FROM, Providers.MIRROR)).containsExactly("mirror-gfs");
        assertThat(texts(TRUTH_CAME_FROM, Providers.ZARR)).containsExactly("zarr-arco ERA5");
    }

    @Test
    void a_date_that_no_archive_ever_has_is_given_up_and_costs_its_lead_only() {
        assertThat(RUNS.values()).allSatisfy(run -> {
            assertThat(run.status()).isEqualTo("completed");
            assertThat(run.truth())
                    .filteredOn(truth -> truth.status().equals("gone"))
                    .hasSize(1);
            assertThat(run.truth())
                    .filteredOn(truth -> truth.status().equals("ready"))
                    .hasSize(9);
        });
        for (String set : Providers.SETS) {
            assertThat(RUNS.get(set).truth())
                    .filteredOn(truth -> truth.leadHours() == 96)
                    .singleElement()
                    .satisfies(truth -> assertThat(truth.reason()).startsWith("given up after waiting: "));
        }
    }

    @Test
    void two_services_with_one_cache_fetch_each_object_once_for_each_set() {
        assertThat(providers.partsSent())
                .as("two files for Day 1, nine analyses, and nine times two winds")
                .hasSize(2 + 9 + 9 * 2)
                .allSatisfy((part, times) ->
                        assertThat(times).as(part).isEqualTo(part.matches(DAY1) ? Providers.SETS.size() : 1));
    }

    @Test
    void every_invariant_view_is_empty() {
        assertThat(demonstration.invariantViolations())
                .allSatisfy(
                        (name, violations) -> assertThat(violations).as(name).isZero());
    }
}
