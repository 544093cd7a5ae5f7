package fairweather.scoring.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.failure.Code;
import fairweather.job.Write;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.scoring.forecast.Measured;
import fairweather.scoring.input.ComponentInputs;
import fairweather.scoring.input.Evidence;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.TruthSums;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Subjects;
import fairweather.scoring.score.Absence;
import fairweather.scoring.score.LevelResult;
import fairweather.scoring.score.VariableScore;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What counts, what was decoded but does not count, and what is not there. */
class ResultsTest {
    private static final int SCORED = 14;
    private static final int ABSENCE_CODE = 15;
    private static final int SUMS = 19;

    private static final Scorer STRICT = new StrictScorer();
    private static final PartialSums SUMS_OF_A_FORECAST = sumsOfAGoodForecast();
    private static final Metrics METRICS = Metrics.of(SUMS_OF_A_FORECAST.global());
    private static final double CONTRIBUTION =
            VariableScore.of(LevelResult.of(METRICS)).contribution();

    @Test
    void a_component_that_was_decoded_but_does_not_count_adds_nothing_and_keeps_its_sums() {
        LeadResult result = STRICT.lead(Subjects.subject(), 24, List.of(decodedButAbsent("10u"), counting("10v")));

        assertThat(CONTRIBUTION).isGreaterThan(0.5);
        assertThat(result.score()).isEqualTo(CONTRIBUTION / 2, within(1e-15));
        assertThat(result.components()).isOne();
        List<Object> striped = values(result, 0);
        assertThat(striped.get(SCORED)).isEqualTo(false);
        assertThat(striped.get(ABSENCE_CODE)).isEqualTo("CONTENT_VALUES");
        assertThat((Double[]) striped.get(SUMS)).hasSize(75);
        assertThat(values(result, 1).get(SCORED)).isEqualTo(true);
    }

    @Test
    void a_component_that_is_not_there_adds_nothing_and_has_no_sums() {
        LeadResult result = STRICT.lead(Subjects.subject(), 24, List.of(counting("10u"), missing("10v")));

        assertThat(result.score()).isEqualTo(CONTRIBUTION / 2, within(1e-15));
        assertThat(result.components()).isOne();
        assertThat(values(result, 1).get(ABSENCE_CODE)).isEqualTo("HTTP_4XX");
        assertThat(values(result, 1).get(SUMS)).isNull();
    }

    @Test
    void a_lead_of_which_nothing_counts_scores_exactly_zero() {
        LeadResult result = STRICT.lead(Subjects.subject(), 24, List.of(decodedButAbsent("10u"), missing("10v")));

        assertThat(result.score()).isEqualTo(0.0);
        assertThat(result.components()).isZero();
    }

    @Test
    void a_day_1_without_any_component_has_no_score() {
        assertThat(STRICT.day1(Subjects.subject(), new TreeMap<>(Map.of(12, List.of())), Map.of())
                        .score())
                .isNull();
    }

    @Test
    void the_worst_level_is_told_among_those_that_count() {
        Subject subject =
                Subjects.subject(new JsonObject("{\"variables\": [{\"name\": \"t\", \"levels\": [500, 850]}]}"));
        Measured good = new Measured(inputs("t", 500), SUMS_OF_A_FORECAST, METRICS, null, 1);
        PartialSums worse = SUMS_OF_A_FORECAST.plus(sums(1));
        Measured bad = new Measured(inputs("t", 850), worse, Metrics.of(worse.global()), null, 1);

        LeadResult result = STRICT.lead(subject, 24, List.of(good, bad));

        assertThat(metrics(result).getJsonObject("variables").getJsonObject("t").getInteger("worst_level"))
                .isEqualTo(850);
    }

    @Test
    void the_row_of_a_lead_names_the_rule_by_which_its_levels_were_joined() {
        JsonObject levels = new JsonObject("{\"variables\": [{\"name\": \"t\", \"levels\": [500, 850]}]}");
        PartialSums sums = sums(3);
        Measured good = new Measured(inputs("t", 500), SUMS_OF_A_FORECAST, METRICS, null, 1);
        Measured bad = new Measured(inputs("t", 850), sums, Metrics.of(sums.global()), null, 1);

        JsonObject pooled = metrics(STRICT.lead(Subjects.subject(levels), 24, List.of(good, bad)));
        assertThat(pooled.getString("level_rule")).isEqualTo("pooled");
        assertThat(skillTerm(pooled)).isEqualTo(0.0);

        levels.put("level_rule", "clamped-mean");
        JsonObject clamped = metrics(STRICT.lead(Subjects.subject(levels), 24, List.of(good, bad)));
        double skill = METRICS.get(MetricName.SKILL_SCORE_CLIMATOLOGY).value();
        assertThat(clamped.getString("level_rule")).isEqualTo("clamped-mean");
        assertThat(skillTerm(clamped)).isEqualTo(skill / 2, within(1e-15));
    }

    @Test
    void the_error_of_the_wind_vector_is_told_at_each_height_where_both_components_count() {
        Subject subject = Subjects.subject(new JsonObject("""
                {"variables": [{"name": "10u"}, {"name": "10v"}, {"name": "u", "levels": [500, 850]},
                               {"name": "v", "levels": [500, 850]}]}
                """));
        PartialSums other = sums(1);
        Measured north = new Measured(inputs("v", 500), other, Metrics.of(other.global()), null, 1);
        Measured absent = new Measured(inputs("v", 850), null, null, new Absence(Code.CONTENT_LAYOUT, "not there"), 1);

        JsonObject winds = metrics(STRICT.lead(
                        subject,
                        24,
                        List.of(
                                counting("10u"),
                                counting("10v"),
                                counting("u", 500),
                                counting("u", 850),
                                north,
                                absent)))
                .getJsonObject("wind_vector_rmse");

        double mse = METRICS.get(MetricName.MSE).value();
        double mseOfOther = north.metrics().get(MetricName.MSE).value();
        assertThat(winds.fieldNames()).containsExactly("10m", "500");
        assertThat(winds.getDouble("10m")).isEqualTo(Math.sqrt(mse + mse));
        assertThat(winds.getDouble("500")).isEqualTo(Math.sqrt(mse + mseOfOther));
    }

    private static double skillTerm(JsonObject metrics) {
        return metrics.getJsonObject("variables").getJsonObject("t").getDouble("skill_term");
    }

    private static JsonObject metrics(LeadResult result) {
        return (JsonObject) result.writes().getLast().values().getLast();
    }

    private static List<Object> values(LeadResult result, int component) {
        Write write = result.writes().get(component);
        return write.values();
    }

    private static Measured counting(String variable) {
        return counting(variable, null);
    }

    private static Measured counting(String variable, Integer level) {
        return new Measured(inputs(variable, level), SUMS_OF_A_FORECAST, METRICS, null, 1);
    }

    private static Measured decodedButAbsent(String variable) {
        return new Measured(
                inputs(variable), SUMS_OF_A_FORECAST, METRICS, new Absence(Code.CONTENT_VALUES, "a stripe"), 1);
    }

    private static Measured missing(String variable) {
        return new Measured(inputs(variable), null, null, new Absence(Code.HTTP_4XX, "refused"), 1);
    }

    private static PartialSums sumsOfAGoodForecast() {
        return sums(1.0 / 8);
    }

    private static PartialSums sums(double error) {
        Random random = new Random(1);
        float[] climatology = new float[5 * 8];
        float[] truth = new float[5 * 8];
        float[] forecast = new float[5 * 8];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = climatology[i] + (float) random.nextGaussian();
            forecast[i] = truth[i] + (float) (error * random.nextGaussian());
        }
        return new Kernel(new double[] {80, 40, 0, -40, -80}, 8, WeightRule.COS_1)
                .sums(new Comparison(
                        Rows.of(forecast), Rows.of(truth), Rows.of(climatology), Rows.of(new float[5 * 8]), null));
    }

    private static ComponentInputs inputs(String variable) {
        return inputs(variable, null);
    }

    private static ComponentInputs inputs(String variable, Integer level) {
        TruthSums truth = TruthSums.of(SUMS_OF_A_FORECAST);
        return new ComponentInputs(variable, level, evidence(variable), evidence(variable), null, truth);
    }

    private static Evidence evidence(String variable) {
        FieldKey key = FieldKey.analysis(variable, null, Archive.START);
        Field field = new Field(variable, null, Archive.START, Grid.global(3, 4), new float[12]);
        return new Evidence(
                key, new Readiness.Ready(field, field.sha256(), new Provenance("demo", "file", "ab", key, null)), null);
    }
}
