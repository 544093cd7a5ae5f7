package fairweather.scorecard;

import static fairweather.scorecard.Stores.field;
import static fairweather.scorecard.Stores.kelvin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.zarr.DataType;
import fairweather.forecast.zarr.ZarrVariable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option does what it says. */
class OptionsTest {
    private static final String SINCE = "hours since 2020-03-01";

    @TempDir
    private Path folder;

    private Path forecast;
    private Path truth;
    private Path usual;

    /** Forecasts of 2t and of t at two levels for 0, 6 and 12 h; the forecast's wave grows away from the truth's. */
    @BeforeEach
    void write() throws IOException {
        forecast = store("forecast", 5, 1, 0, 6, 12);
        truth = store("truth", 5, 0, 0, 6, 12, 18);
        usual = store("usual", 0, 0, 0);
    }

    private Path store(String name, double wave, double growth, long... hours) throws IOException {
        float[] surface = new float[hours.length * 40];
        float[] upper = new float[hours.length * 80];
        for (int h = 0; h < hours.length; h++) {
            double height = wave + growth * hours[h] / 6.0;
            float[] values = field((a, o) -> kelvin(a, o, height));
            System.arraycopy(values, 0, surface, h * 40, 40);
            System.arraycopy(values, 0, upper, h * 80, 40);
            System.arraycopy(values, 0, upper, h * 80 + 40, 40);
        }
        return Stores.write(
                folder.resolve(name),
                ZarrVariable.coordinate("time", hours).withAttribute("units", SINCE),
                ZarrVariable.coordinate("level", 500L, 850L).withAttribute("units", "hPa"),
                ZarrVariable.floats("2t", List.of("time", "lat", "lon"), List.of(hours.length, 5, 8), surface),
                ZarrVariable.floats(
                        "t", List.of("time", "level", "lat", "lon"), List.of(hours.length, 2, 5, 8), upper));
    }

    private Object[] arguments(Object... more) {
        List<Object> all = new ArrayList<>(
                List.of("--forecast", forecast, "--truth", truth, "--climatology", usual, "--init", "2020-03-01"));
        all.addAll(List.of(more));
        return all.toArray();
    }

    private static Set<String> distinct(List<JsonNode> elements, String name) {
        Set<String> values = new TreeSet<>();
        elements.forEach(element -> values.add(element.get(name).asText()));
        return values;
    }

    @Test
    void by_default_everything_that_the_forecast_has_is_scored_in_every_region() {
        List<JsonNode> elements = Cli.json(arguments());
        assertThat(elements).hasSize(3 * 3 * 4);
        assertThat(distinct(elements, "region")).containsExactly("global", "nh", "sh", "tropics");
        assertThat(distinct(elements, "lead_hours")).containsExactly("0", "12", "6");
        JsonNode element = Cli.element(elements, "t", 850, 12, "global");
        assertThat(element.get("valid_time").asText()).isEqualTo("2020-03-01T12:00:00Z");
        assertThat(element.get("skill_score").asDouble()).isCloseTo(1 - 4 / 25.0, within(1e-5));
        assertThat(element.get("skill_score_climatology")).isEqualTo(element.get("skill_score"));
    }

    @Test
    void json_has_every_column_and_every_sum_and_says_why_a_number_is_missing() {
        JsonNode element = Cli.element(Cli.json(arguments()), "2t", null, 6, "global");
        List<String> names = new ArrayList<>();
        for (Iterator<String> each = element.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        assertThat(names)
                .contains(
                        "variable",
                        "level",
                        "lead_hours",
                        "valid_time",
                        "region",
                        "mode",
                        "weight_rule",
                        "n",
                        "coverage",
                        "rmse",
                        "mse",
                        "bias",
                        "mae",
                        "acc",
                        "acc_uncentred",
                        "skill_score",
                        "skill_score_gfs",
                        "skill_score_climatology",
                        "mse_climatology",
                        "rrmse",
                        "activity_ratio",
                        "pattern_correlation",
                        "clone_distance")
                .doesNotContain("reason");
        assertThat(element.get("level").isNull()).isTrue();
        assertThat(element.get("mode").asText()).isEqualTo("strict");
        assertThat(element.get("weight_rule").asText()).isEqualTo("cos-1");
        assertThat(element.get("skill_score_gfs").isNull()).isTrue();
        assertThat(element.get("undefined_reasons").get("skill_score_gfs").asText())
                .isEqualTo("no_reference");
        assertThat(element.get("sums")).hasSize(17);
        assertThat(element.get("sums").get("dd").asDouble()
                        / element.get("sums").get("w").asDouble())
                .isEqualTo(element.get("mse").asDouble());
    }

    @Test
    void variables_levels_and_leads_narrow_the_card_and_what_is_missing_has_a_reason() {
        List<JsonNode> elements = Cli.json(
                arguments("--variables", "t,q", "--levels", "700,850", "--leads", "6,24", "--region", "global"));
        assertThat(elements).hasSize(8);
        assertThat(Cli.element(elements, "t", 850, 6, "global").get("scored").asBoolean())
                .isTrue();
        assertThat(reason(elements, "t", 700, 6)).isEqualTo("the truth has no t at 700 hPa, only at 500, 850 hPa");
        assertThat(reason(elements, "t", 850, 24))
                .isEqualTo("the truth has no t at 850 hPa valid at 2020-03-02T00:00:00Z");
        assertThat(reason(elements, "q", 850, 6)).isEqualTo("the truth has no q at 850 hPa, only 2t, t");
        List<JsonNode> later = Cli.json(arguments("--variables", "2t", "--leads", "12,18", "--region", "global"));
        assertThat(reason(later, "2t", null, 18)).isEqualTo("the forecast has no 2t with lead 18 h");
    }

    private static String reason(List<JsonNode> elements, String variable, Integer level, int lead) {
        JsonNode element = Cli.element(elements, variable, level, lead, "global");
        assertThat(element.get("scored").asBoolean()).isFalse();
        assertThat(element.get("rmse").isNull()).isTrue();
        return element.get("reason").asText();
    }

    @Test
    void variables_may_be_named_as_files_name_them() {
        assertThat(distinct(Cli.json(arguments("--variables", "t2m")), "variable"))
                .containsExactly("2t");
    }

    @Test
    void a_region_is_chosen_by_its_word() {
        assertThat(distinct(Cli.json(arguments("--region", "tropics,nh")), "region"))
                .containsExactly("nh", "tropics");
        assertThat(Cli.json(arguments("--region", "all"))).hasSize(3 * 3 * 4);
    }

    @Test
    void variables_that_the_forecast_lacks_are_elements_for_each_of_its_leads() {
        Cli.Answer answer = Cli.run(arguments("--variables", "msl", "--region", "global", "--format", "json"));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(distinct(answer.parsed(), "lead_hours")).containsExactly("0", "12", "6");
        assertThat(distinct(answer.parsed(), "reason")).containsExactly("the truth has no msl, only 2t, t");
    }

    @Test
    void a_variable_that_a_forecast_without_times_lacks_is_an_element() throws IOException {
        Path timeless = Stores.temperature(folder.resolve("timeless"), 5);
        Cli.Answer answer = Cli.run(
                "--forecast",
                timeless,
                "--truth",
                timeless,
                "--climatology",
                timeless,
                "--variables",
                "z",
                "--format",
                "json");
        assertThat(answer.parsed()).hasSize(4);
        assertThat(distinct(answer.parsed(), "reason")).containsExactly("the truth has no z, only 2t");
        assertThat(distinct(answer.parsed(), "lead_hours")).containsExactly("null");
    }

    @Test
    void a_field_without_a_time_has_that_of_a_truth_of_one_time() throws IOException {
        forecast = Stores.temperature(folder.resolve("timeless"), 6);
        truth = store("later", 5, 0, 18);
        JsonNode element = Cli.json(arguments("--region", "global")).getFirst();
        assertThat(element.get("scored").asBoolean()).isTrue();
        assertThat(element.get("lead_hours").asInt()).isEqualTo(18);
        assertThat(element.get("valid_time").asText()).isEqualTo("2020-03-01T18:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-03-01",
                "2020-03-01T00",
                "2020-03-01T00:00",
                "2020-03-01T00:00Z",
                "2020-03-01T00:00:00Z",
                "2020-03-01T00:00:00.000Z",
                "2020-03-01T00:00:00+00:00",
                "2020-03-01 00:00",
                "20200301",
                "2020030100",
                "20200301T00Z"
            })
    void the_start_is_written_in_many_ways(String start) {
        List<JsonNode> elements = Cli.json(
                "--forecast", forecast, "--truth", truth, "--climatology", usual, "--init", start, "--leads", "6");
        assertThat(distinct(elements, "valid_time")).containsExactly("2020-03-01T06:00:00Z");
    }

    @Test
    void cell_areas_give_the_poles_a_weight() {
        JsonNode cosine = Cli.element(Cli.json(arguments()), "2t", null, 6, "nh");
        JsonNode area = Cli.element(Cli.json(arguments("--weights", "Cell_Area")), "2t", null, 6, "nh");
        assertThat(area.get("weight_rule").asText()).isEqualTo("cell-area-1");
        assertThat(cosine.get("sums").get("w_all").asDouble()).isCloseTo(8 * Math.sqrt(0.5), within(1e-12));
        assertThat(area.get("sums").get("w_all").asDouble())
                .isCloseTo(8 * (1 - Math.sin(Math.toRadians(22.5))), within(1e-12));
    }

    @Test
    void a_reference_adds_the_numbers_that_compare_with_it() throws IOException {
        Path reference = store("reference", 5, 2, 0, 6);
        List<JsonNode> elements = Cli.json(arguments("--reference", reference));
        JsonNode element = Cli.element(elements, "2t", null, 6, "global");
        // The reference is 2 K off where the forecast is 1 K off.
        assertThat(element.get("skill_score_gfs").asDouble()).isCloseTo(1 - 1 / 4.0, within(1e-5));
        assertThat(element.get("pattern_correlation").asDouble()).isCloseTo(1, within(1e-6));
        assertThat(element.get("sums")).hasSize(25);
        JsonNode without = Cli.element(elements, "2t", null, 12, "global");
        assertThat(without.get("scored").asBoolean()).isTrue();
        assertThat(without.get("undefined_reasons").get("skill_score_gfs").asText())
                .isEqualTo("no_reference");
    }

    @Test
    void persistence_takes_the_field_at_the_start_for_every_lead() {
        List<JsonNode> elements =
                Cli.json(arguments("--persist", "--leads", "6,18", "--variables", "2t", "--region", "global"));
        assertThat(elements).hasSize(2);
        assertThat(elements)
                .allSatisfy(
                        element -> assertThat(element.get("rmse").asDouble()).isZero());
    }

    @Test
    void a_field_without_a_time_stands_for_every_lead_that_is_asked_for() throws IOException {
        forecast = Stores.temperature(folder.resolve("timeless"), 6);
        List<JsonNode> elements = Cli.json(arguments("--leads", "6,18", "--region", "global"));
        assertThat(distinct(elements, "valid_time")).containsExactly("2020-03-01T06:00:00Z", "2020-03-01T18:00:00Z");
        assertThat(elements)
                .allSatisfy(
                        element -> assertThat(element.get("scored").asBoolean()).isTrue());
    }

    @Test
    void a_miners_store_tells_its_start_by_the_leads_beside_its_times() throws IOException {
        float[] values = new float[80];
        System.arraycopy(field((a, o) -> kelvin(a, o, 6)), 0, values, 0, 40);
        System.arraycopy(field((a, o) -> kelvin(a, o, 7)), 0, values, 40, 40);
        ZarrVariable leads = new ZarrVariable(
                "lead_time",
                List.of("time"),
                List.of(2),
                List.of(2),
                DataType.INT64,
                ZarrVariable.coordinate("lead_time", 6L, 12L).bytes(),
                Map.of("units", "hours"),
                new NoCodec(),
                '.');
        Path store = Stores.write(
                folder.resolve("miner"),
                ZarrVariable.coordinate("time", 6L, 12L).withAttribute("units", SINCE),
                leads,
                ZarrVariable.floats("2t", List.of("time", "lat", "lon"), List.of(2, 5, 8), values));
        List<JsonNode> elements =
                Cli.json("--forecast", store, "--truth", truth, "--climatology", usual, "--region", "global");
        assertThat(distinct(elements, "lead_hours")).containsExactly("12", "6");
        assertThat(elements.getFirst().get("valid_time").asText()).isEqualTo("2020-03-01T06:00:00Z");
        assertThat(elements)
                .allSatisfy(
                        element -> assertThat(element.get("scored").asBoolean()).isTrue());
    }

    @Test
    void the_least_coverage_can_be_lowered_for_a_truth_of_the_land() throws IOException {
        float[] land = field((a, o) -> o < 180 ? kelvin(a, o, 4) : Double.NaN);
        truth = Stores.write(folder.resolve("land"), Stores.timeless("2t", land));
        Object[] asked = {"--variables", "2t", "--leads", "6", "--region", "global"};
        Cli.Answer refused = Cli.run(arguments(asked));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("the truth covers 0.5 of the area, less than 0.9985; --minimum-coverage lowers this");
        List<Object> lowered = new ArrayList<>(List.of(asked));
        lowered.addAll(List.of("--minimum-coverage", "0.4"));
        JsonNode element = Cli.json(arguments(lowered.toArray())).getFirst();
        assertThat(element.get("scored").asBoolean()).isTrue();
        assertThat(element.get("truth_coverage").asDouble()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void other_grids_need_leave_to_interpolate_and_rows_say_so() throws IOException {
        double[] fine = {90, 60, 30, 0, -30, -60, -90};
        forecast = Stores.write(
                folder.resolve("fine"),
                ZarrVariable.coordinate("lat", fine),
                ZarrVariable.floats(
                        "2t",
                        List.of("lat", "lon"),
                        List.of(7, 8),
                        field(fine, Stores.LONGITUDES, (a, o) -> kelvin(a, o, 5))));
        Cli.Answer refused = Cli.run(arguments("--format", "json", "--region", "global"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.parsed().getFirst().get("reason").asText())
                .isEqualTo("the forecast is on another grid (7 x 8) than the truth (5 x 8): it has no latitude 45.0;"
                        + " --regrid interpolates");
        JsonNode element = Cli.json(arguments("--regrid", "--region", "global")).getFirst();
        assertThat(element.get("regridded").asBoolean()).isTrue();
        assertThat(element.get("rmse").asDouble()).isBetween(0.1, 3.0);
    }

    @Test
    void a_name_of_the_files_own_can_be_given() throws IOException {
        truth = Stores.write(folder.resolve("odd"), Stores.timeless("TREFHT", field((a, o) -> kelvin(a, o, 5))));
        List<JsonNode> elements =
                Cli.json(arguments("--name", "2t=TREFHT", "--variables", "2t", "--leads", "0", "--region", "global"));
        assertThat(elements.getFirst().get("rmse").asDouble()).isZero();
    }

    @Test
    void output_goes_to_a_file_and_the_terminal_sees_the_progress_only() throws IOException {
        Path file = folder.resolve("scores.json");
        Cli.Answer answer = Cli.run(arguments("--format", "json", "--output", file));
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.terminal())
                .contains("\u001b[?7l[..............................] 0 of 9  2t\u001b[?7h")
                .contains("[####################..........] 6 of 9  t at 850 hPa")
                .endsWith("\r\u001b[K");
        assertThat(Files.readString(file))
                .isEqualTo(Cli.run(arguments("--format", "json")).out());
    }

    @Test
    void csv_has_the_numbers_of_json() {
        List<String> lines = Cli.run(arguments("--format", "csv", "--leads", "6,24"))
                .out()
                .lines()
                .toList();
        List<JsonNode> elements = Cli.json(arguments("--leads", "6,24"));
        assertThat(lines).hasSize(1 + elements.size());
        List<String> names = List.of(lines.getFirst().split(","));
        JsonNode element = Cli.element(elements, "2t", null, 6, "nh");
        String[] cells = lines.get(1).split(",", -1);
        assertThat(cells).hasSameSizeAs(names);
        for (Map.Entry<String, JsonNode> number : element.properties()) {
            if (number.getValue().isValueNode() && !number.getValue().isNull()) {
                assertThat(cells[names.indexOf(number.getKey())])
                        .as(number.getKey())
                        .isEqualTo(number.getValue().asText());
            }
        }
        assertThat(cells[names.indexOf("sums_dd")])
                .isEqualTo(element.get("sums").get("dd").asText());
        assertThat(lines).anyMatch(line -> line.contains(",the truth has no 2t valid at 2020-03-02T00:00:00Z,"));
    }

    @Test
    void the_table_is_for_a_terminal() {
        Cli.Answer answer = Cli.run(arguments("--leads", "6,24"));
        assertThat(answer.code()).isZero();
        assertThat(answer.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(answer.out())
                .contains(
                        "Scorecard of forecast\nagainst truth · climatology usual\nstrict · cos-1 · from 2020-03-01T00:00Z")
                .contains("variable level   lead region   unit           rmse      bias   skill     acc\n")
                .contains(
                        "2t                6 h global   K            0.5000         0  0.9600  1.0000".substring(0, 40))
                .contains("2t               24 h global   not scored: the truth has no 2t valid at\n")
                .contains("lead score S of these variables: 6 h 0.9");
    }

    @Test
    void parity_scores_the_whole_globe_by_the_references_rules() {
        List<JsonNode> parity = Cli.json(arguments("--mode", "parity", "--leads", "6"));
        JsonNode strict = Cli.element(Cli.json(arguments("--leads", "6")), "2t", null, 6, "global");
        JsonNode element = Cli.element(parity, "2t", null, 6, "global");
        assertThat(parity).hasSize(3);
        assertThat(element.get("mode").asText()).isEqualTo("parity");
        assertThat(element.get("sums")).isEqualTo(strict.get("sums"));
        assertThat(element.get("rmse").asDouble()).isCloseTo(strict.get("rmse").asDouble(), within(1e-12));
        assertThat(element.get("acc_uncentred")).isEqualTo(strict.get("acc_uncentred"));
        assertThat(element.get("parity_sums").get("n_error").asInt()).isEqualTo(40);
        assertThat(element.get("undefined_reasons").get("activity_ratio").asText())
                .isEqualTo("not_in_mode");
        assertThat(element.get("undefined_reasons").get("skill_score_gfs").asText())
                .isEqualTo("no_reference");
    }

    @Test
    void parity_forgives_a_constant_bias_and_strict_does_not() throws IOException {
        float[] warm = field((a, o) -> kelvin(a, o, 5) + 2);
        forecast = Stores.write(folder.resolve("warm"), Stores.timeless("2t", warm));
        Object[] asked = {"--leads", "6", "--region", "global"};
        JsonNode strict = Cli.json(arguments(asked)).getFirst();
        assertThat(strict.get("skill_score").asDouble()).isCloseTo(1 - 4 / 12.5, within(1e-4));
        List<Object> lenient = new ArrayList<>(List.of(asked));
        lenient.addAll(List.of("--mode", "parity"));
        JsonNode parity = Cli.json(arguments(lenient.toArray())).getFirst();
        assertThat(parity.get("skill_score").asDouble()).isCloseTo(1, within(1e-4));
        assertThat(Cli.run(arguments("--leads", "6", "--mode", "parity")).out())
                .contains("parity · cos-1")
                .contains("lead score S of these variables: 6 h 0.9");
    }

    @Test
    void parity_with_a_reference_scores_as_on_day_1_and_has_no_regions() throws IOException {
        Path reference = store("reference", 5, 2, 0, 6);
        List<JsonNode> elements = Cli.json(
                arguments("--mode", "parity", "--reference", reference, "--leads", "6", "--region", "nh,global"));
        JsonNode element = Cli.element(elements, "2t", null, 6, "global");
        assertThat(element.get("skill_score_gfs").asDouble()).isCloseTo(1 - 1 / 4.0, within(1e-4));
        assertThat(element.get("skill_score")).isEqualTo(element.get("skill_score_gfs"));
        assertThat(Cli.element(elements, "2t", null, 6, "nh").get("reason").asText())
                .isEqualTo("mode parity has no numbers of regions, only global");
        assertThat(Cli.run(arguments("--mode", "parity", "--reference", reference))
                        .out())
                .doesNotContain("lead score");
    }

    @Test
    void help_names_every_option() {
        Cli.Answer answer = Cli.run("--help");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("--forecast", "--truth", "--climatology", "--reference", "--init", "--mode", "--weights")
                .contains("--format", "--output", "--image", "--variables", "--levels", "--leads", "--region")
                .contains("--minimum-coverage", "--persist", "--regrid", "--members", "--truth-member", "--name")
                .contains("1  nothing could be scored");
    }
}
