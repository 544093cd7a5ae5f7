package fairweather.deploy.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.deploy.Demonstration;
import fairweather.deploy.DemonstrationOptions;
import fairweather.deploy.Measurement;
import fairweather.deploy.Service;
import fairweather.deploy.Stage;
import fairweather.deploy.api.Board;
import fairweather.deploy.api.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demonstration as a whole: real processes, real database, real files. */
@Execution(ExecutionMode.SAME_THREAD)
class EndToEndTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));
    private static final List<Integer> LEADS = List.of(24, 48, 72, 96, 120, 144, 168, 192, 216, 240);
    private static final Map<String, Integer> NAMED =
            Map.of("persistence", 0, "damped", 1, "sample mean", 2, "navy october", 3);

    private static Demonstration demonstration;
    private static RunView run;
    private static Rows rows;
    private static Map<String, Integer> uids;

    @BeforeAll
    static void runTheWholeFleet() throws SQLException {
        Assumptions.assumeTrue(built(), "skipped: the services are not packaged; run the build of all modules");
        demonstration = Demonstration.start(DemonstrationOptions.at(ROOT));
        run = toTheEnd(demonstration, DemonstrationOptions.at(ROOT));
        rows = new Rows(demonstration);
        uids = rows.uidsByLabel();
    }

    @AfterAll
    static void stopIt() throws SQLException {
        if (rows != null) {
            rows.close();
        }
        if (demonstration != null) {
            demonstration.close();
        }
    }

    /** Nobody waits for twenty polls two seconds apart. */
    private static RunView toTheEnd(Demonstration demonstration, DemonstrationOptions options) throws SQLException {
        try (TimeLapse lapse = TimeLapse.over(demonstration)) {
            RunView end = demonstration.awaitEnd(options.limit());
            lapse.stop();
            return end;
        }
    }

    private static boolean built() {
        return List.of("orchestrator-service", "miner-gateway-service", "scoring-service").stream()
                .allMatch(module -> Files.exists(ROOT.resolve(module + "/target/quarkus-app/quarkus-run.jar")));
    }

    @Test
    void the_run_completes_with_nine_of_ten_leads() {
        assertThat(run.status()).isEqualTo("completed");
        assertThat(demonstration.board().rows())
                .filteredOn(row -> row.uid() <= 3)
                .allMatch(row -> row.era5Completeness() == 0.9);
        assertThat(run.truth())
                .filteredOn(truth -> truth.leadHours() == 96)
                .singleElement()
                .satisfies(truth -> {
                    assertThat(truth.status()).isEqualTo("gone");
                    assertThat(truth.reason()).contains("HTML page");
                });
        assertThat(run.truth())
                .filteredOn(truth -> truth.status().equals("ready"))
                .hasSize(9);
    }

    @Test
    void rmse_equals_that_of_the_files() throws SQLException {
        NaiveScores files = new NaiveScores(ROOT.resolve("demo/data"));
        for (String forecaster : NaiveScores.FORECASTERS) {
            for (String variable : List.of("10u", "10v")) {
                for (int lead : List.of(24, 48, 120)) {
                    double rmse = rows.number("""
                            SELECT rmse FROM weather_forecast_component_scores
                            WHERE miner_uid = ? AND score_type = 'era5' AND variable_name = ? AND lead_hours = ?
                            """, NAMED.get(forecaster), variable, lead);
                    assertThat(rmse)
                            .as("%s, %s, %d h", forecaster, variable, lead)
                            .isCloseTo(files.rmse(forecaster, variable, lead), within(1e-6));
                }
            }
        }
    }

    @Test
    void the_board_is_in_the_order_of_the_scores_of_the_files() {
        NaiveScores files = new NaiveScores(ROOT.resolve("demo/data"));
        Board board = demonstration.board();
        for (String forecaster : NaiveScores.FORECASTERS) {
            assertThat(row(board, NAMED.get(forecaster)).overallForecastScore())
                    .as(forecaster)
                    .isCloseTo(files.overall(forecaster, LEADS, List.of(96)), within(1e-6));
        }
        List<String> byFiles = NaiveScores.FORECASTERS.stream()
                .sorted(Comparator.comparingDouble(
                        (String forecaster) -> -files.overall(forecaster, LEADS, List.of(96))))
                .toList();
        List<Integer> onBoard = board.rows().stream()
                .map(Board.Row::uid)
                .filter(NAMED::containsValue)
                .toList();
        assertThat(onBoard).isEqualTo(byFiles.stream().map(NAMED::get).toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "–", delimiter = '|', textBlock = """
            offline            | failed      | query | connection          | UNREACHABLE          | 0
            rejecting          | failed      | query | rejected            | REJECTED_IDENTITY    | 0
            failing            | failed      | poll  | inference_error     | MINER_FAILED         | 0
            never ready        | failed      | poll  | timeout             | POLL_BUDGET          | 0
            chunk changed      | failed      | era5  | verification_failed | INTEGRITY_CHUNK_HASH | 0
            ready at the 20th  | era5_scored | –     | –                   | –                    | persistence
            NaN stripe         | era5_scored | –     | –                   | –                    | –
            wrong units        | era5_scored | –     | –                   | –                    | 0
            no south-pole row  | era5_scored | –     | –                   | –                    | noise 1 m/s
            longitudes -180    | era5_scored | –     | –                   | –                    | noise 1 m/s
            """)
    void every_troublemaker_ends_as_it_must(
            String label, String status, String stage, String category, String code, String score) {
        Board board = demonstration.board();
        Board.Row row = row(board, uid(label));

        assertThat(row.status()).isEqualTo(status);
        assertThat(row.failedStage()).isEqualTo(stage);
        assertThat(row.category()).isEqualTo(category);
        assertThat(row.code()).isEqualTo(code);
        if (score != null) {
            double expected = score.equals("0") ? 0.0 : row(board, uid(score)).overallForecastScore();
            assertThat(row.overallForecastScore()).isCloseTo(expected, within(score.equals("0") ? 0.0 : 1e-9));
        }
    }

    @Test
    void an_offline_miner_is_tried_four_times_and_a_rejecting_one_once() throws SQLException {
        String tries =
                "SELECT status, retry_count FROM weather_forecast_steps WHERE miner_uid = ? AND substep = 'initiate_fetch'";

        assertThat(rows.texts(tries, uid("offline"))).containsExactly("failed · 3");
        assertThat(rows.texts(tries, uid("rejecting"))).containsExactly("failed · 0");
    }

    @Test
    void a_miner_that_is_never_ready_gets_twenty_polls_and_no_more() throws SQLException {
        String polls = "SELECT count(*) FROM weather_forecast_steps WHERE miner_uid = ? AND step_name = 'poll'";

        assertThat(rows.number(polls, uid("never ready"))).isEqualTo(20);
        assertThat(rows.number(polls, uid("ready at the 20th"))).isEqualTo(20);
    }

    @Test
    void a_changed_chunk_voids_day_one_and_the_earlier_leads() throws SQLException {
        List<String> voided = rows.texts("""
                SELECT score_type, lead_hours, voided_at IS NOT NULL FROM weather_miner_scores
                WHERE miner_uid = ? ORDER BY score_type, lead_hours
                """, uid("chunk changed"));

        assertThat(voided).contains("day1 · -1 · t", "era5_lead · 24 · t").allMatch(row -> row.endsWith("· t"));
        assertThat(voided).noneMatch(row -> row.startsWith("era5_lead · 120 "));
    }

    @Test
    void the_evidence_of_a_changed_chunk_can_be_exported_and_judged_offline() throws Exception {
        Evidence evidence = new Evidence(demonstration.apiUrl(), demonstration.runId(), uid("chunk changed"));

        List<String> said = evidence.judgedBy(ROOT.resolve("miner-check/target/fairweather-miner-check.jar"));

        assertThat(said)
                .anyMatch(line -> line.startsWith("the frozen manifest is signed by ") && line.endsWith(": yes"))
                .anyMatch(line -> line.contains("bytes with another hash"))
                .endsWith("STATED BY THE VALIDATOR");
    }

    @Test
    void a_nan_stripe_costs_its_variable_and_no_other() throws SQLException {
        List<String> reasons = rows.texts("""
                SELECT DISTINCT variable_name, scored, absence_code, coverage < 0.9985
                FROM weather_forecast_component_scores WHERE miner_uid = ? ORDER BY variable_name
                """, uid("NaN stripe"));

        assertThat(reasons).containsExactly("10u · f · CONTENT_VALUES · t", "10v · t · – · f");
        String half = """
                SELECT %s FROM weather_miner_scores s JOIN weather_forecast_component_scores c
                  ON c.response_id = s.response_id AND c.lead_hours = s.lead_hours AND c.score_type = 'era5'
                     AND c.variable_name = '10v'
                WHERE s.miner_uid = ? AND s.score_type = 'era5_lead' AND s.score > 0
                """;
        String difference = """
                max(abs(s.score - (0.6 * greatest(0, least(1, c.skill_score_climatology))
                                   + 0.3 * greatest(0, least(1, c.acc)) + 0.1 / (1 + c.rrmse)) / 2))
                """;
        assertThat(rows.number(half.formatted("count(*)"), uid("NaN stripe"))).isEqualTo(9);
        assertThat(rows.number(half.formatted(difference), uid("NaN stripe")))
                .as("10u counts 0: a lead's score is half of what 10v contributes")
                .isLessThan(1e-12);
    }

    @Test
    void wrong_units_store_exactly_zero() throws SQLException {
        assertThat(rows.texts("""
                        SELECT DISTINCT scored, absence_code FROM weather_forecast_component_scores
                        WHERE miner_uid = ?
                        """, uid("wrong units"))).containsExactly("f · CONTENT_VALUES");
        assertThat(rows.texts(
                        "SELECT era5_combined_score, overall_forecast_score FROM weather_forecast_stats WHERE miner_uid = ?",
                        uid("wrong units")))
                .containsExactly("0 · 0");
    }

    @Test
    void other_longitudes_score_bit_for_bit_and_a_missing_pole_row_to_a_billionth() throws SQLException {
        String sums = """
                SELECT score_type, lead_hours, variable_name, sums::text, rmse, acc, skill_score
                FROM weather_forecast_component_scores WHERE miner_uid = ? ORDER BY 1, 2, 3
                """;
        String rmse = "SELECT sum(rmse) FROM weather_forecast_component_scores WHERE miner_uid = ?";

        assertThat(rows.texts(sums, uid("longitudes -180")))
                .hasSize(20)
                .isEqualTo(rows.texts(sums, uid("noise 1 m/s")));
        assertThat(rows.number(rmse, uid("no south-pole row")))
                .isCloseTo(rows.number(rmse, uid("noise 1 m/s")), within(1e-9));
    }

    /** Some miners serve the same forecast on purpose; whoever only resembles another is no pair. */
    @Test
    void exactly_those_who_serve_the_same_fields_are_pairs() throws SQLException {
        String pairs = """
                SELECT DISTINCT least(a.miner_uid, b.miner_uid), greatest(a.miner_uid, b.miner_uid)
                FROM forecast_kinship k
                JOIN weather_miner_responses a ON a.id = k.response_a
                JOIN weather_miner_responses b ON b.id = k.response_b
                WHERE k.kind = ? ORDER BY 1, 2
                """;

        assertThat(rows.texts(pairs, "era5"))
                .as("persistence three times; noise 1 m/s five times, of which one is voided later")
                .containsExactly(
                        "0 · 9", "0 · 17", "6 · 19", "6 · 20", "6 · 22", "6 · 23", "9 · 17", "19 · 20", "19 · 22",
                        "19 · 23", "20 · 22", "20 · 23", "22 · 23");
        assertThat(rows.texts(pairs, "chunks"))
                .as("the same bytes only where the codec is the same, too")
                .containsExactly("9 · 17");
        assertThat(rows.number(
                        "SELECT count(*) FROM forecast_sketches WHERE compared_at IS NULL AND run_id = " + run.id()))
                .isZero();
    }

    @Test
    void every_invariant_view_is_empty() {
        assertThat(demonstration.invariantViolations())
                .hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy(
                        (name, violations) -> assertThat(violations).as(name).isZero());
    }

    /** How often is printed and not judged: what depends on the machine's speed never gates the build. */
    @Test
    void every_service_tells_how_often_its_event_loops_were_blocked() {
        Map<String, OptionalLong> blocks = demonstration.measurements().stream()
                .collect(Collectors.toMap(Measurement::name, Measurement::eventLoopBlocks));
        for (Service service : Service.values()) {
            assertThat(blocks).containsKey(service.module());
            assertThat(blocks.get(service.module())).as(service.module()).isPresent();
            System.out.printf(
                    "%s: event loops blocked for more than 100 ms: %d times%n",
                    service.module(), blocks.get(service.module()).getAsLong());
        }
    }

    @Test
    void every_substep_is_on_record() throws SQLException {
        List<String> steps = rows.texts("SELECT DISTINCT step_name || '/' || substep FROM weather_forecast_steps");

        assertThat(steps)
                .contains(
                        "seed/stats_rows",
                        "seed/steps_rows",
                        "seed/download_gfs",
                        "query/initiate_fetch",
                        "communication/weather-initiate-fetch",
                        "poll/attempt_1",
                        "poll/attempt_20",
                        "verify/open_store",
                        "day1/load_inputs",
                        "day1/score",
                        "era5/load_truth",
                        "era5/score",
                        "era5/lead",
                        "aggregate/miner",
                        "aggregate/subnet");
        assertThat(rows.texts("SELECT DISTINCT source FROM validator_job_logs")).contains("operator", "fold");
    }

    @Test
    void the_others_rows_are_the_same_without_the_troublemakers() throws SQLException {
        DemonstrationOptions good = DemonstrationOptions.at(ROOT).withoutTroublemakers();
        try (Demonstration without = Demonstration.start(good)) {
            assertThat(toTheEnd(without, good).status()).isEqualTo("completed");
            try (Rows others = new Rows(without)) {
                Set<Integer> shared = new TreeSet<>(others.uidsByLabel().values());
                assertThat(shared).hasSize(14);
                assertThat(rows.ofMiners(Rows.EVERYTHING, shared)).isEqualTo(others.ofMiners(Rows.EVERYTHING, shared));
            }
        }
    }

    /** Each service at the stage where it works most. */
    @Test
    @Tag("P-02")
    @Tag("I1")
    void killed_services_change_no_score_and_no_state() throws SQLException {
        DemonstrationOptions killing = DemonstrationOptions.at(ROOT)
                .withKill(Service.ORCHESTRATOR, Stage.VERIFY)
                .withKill(Service.GATEWAY, Stage.DAY1)
                .withKill(Service.SCORING, Stage.ERA5);
        try (Demonstration killed = Demonstration.start(killing)) {
            assertThat(toTheEnd(killed, killing).status()).isEqualTo("completed");
            Map<String, Integer> restarts =
                    killed.measurements().stream().collect(Collectors.toMap(Measurement::name, Measurement::restarts));
            for (Service service : Service.values()) {
                assertThat(restarts.get(service.module())).as(service.module()).isOne();
            }
            try (Rows after = new Rows(killed)) {
                Set<Integer> all = new TreeSet<>(after.uidsByLabel().values());
                assertThat(after.ofMiners(Rows.RESULTS, all)).isEqualTo(rows.ofMiners(Rows.RESULTS, all));
            }
            assertThat(killed.invariantViolations())
                    .allSatisfy((name, count) -> assertThat(count).as(name).isZero());
        }
    }

    private static int uid(String label) {
        return uids.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no miner is called " + label + " among " + uids.keySet()))
                .getValue();
    }

    private static Board.Row row(Board board, int uid) {
        return board.rows().stream().filter(row -> row.uid() == uid).findFirst().orElseThrow();
    }
}
