package fairweather.scoring.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.failure.Code;
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
import fairweather.scoring.parity.ParityKernel;
import fairweather.scoring.parity.ParityMetrics;
import fairweather.scoring.parity.ParityStage;
import fairweather.scoring.parity.ParitySums;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Subjects;
import fairweather.scoring.score.Absence;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** In mode parity: what counts, what is left out, and what stands in the rows. */
class ParityResultsTest {
    private static final int MODE = 9;
    private static final int SCORED = 14;
    private static final int ABSENCE_CODE = 15;
    private static final int COVERAGE = 18;
    private static final int SUMS = 19;
    private static final int BIAS = 22;
    private static final int SKILL_SCORE = 25;
    private static final int BOUNDS_PASSED = 30;
    private static final int PATTERN_PASSED = 32;
    private static final int PARITY_SUMS = 38;
    private static final int ROWS = 45;
    private static final int COLUMNS = 30;
    private static final Subject SUBJECT = Subjects.subject(new JsonObject().put("mode", "parity"));
    private static final Scorer SCORER = Scorer.of(SUBJECT.run());
    private static final float[] FORECAST = new float[ROWS * COLUMNS];
    private static final Rows TRUTH;
    private static final Rows CLIMATOLOGY;
    private static final Rows REFERENCE;

    static {
        Random random = new Random(1);
        float[] climatology = new float[FORECAST.length];
        float[] truth = new float[FORECAST.length];
        float[] reference = new float[FORECAST.length];
        for (int i = 0; i < truth.length; i++) {
            climatology[i] = 5 * (float) random.nextGaussian();
            truth[i] = climatology[i] + (float) random.nextGaussian();
            FORECAST[i] = truth[i] + (float) random.nextGaussian() / 8;
            reference[i] = truth[i] + (float) random.nextGaussian() / 2;
        }
        TRUTH = Rows.of(truth);
        CLIMATOLOGY = Rows.of(climatology);
        REFERENCE = Rows.of(reference);
    }

    @Test
    void a_lead_is_scored_from_the_parity_sums_and_its_rows_say_so() {
        LeadResult result = SCORER.lead(SUBJECT, 24, List.of(measured("10u", ParityStage.ERA5), missing("10v")));

        ParityMetrics metrics = ParityMetrics.of(parity(FORECAST, ParityStage.ERA5));
        double skill = metrics.get(MetricName.SKILL_SCORE_CLIMATOLOGY).value();
        double acc = metrics.get(MetricName.ACC).value();
        assertThat(result.score()).isCloseTo((0.6 * skill + 0.3 * (acc + 1) / 2 + 0.1 * 0.5) / 2, within(1e-15));
        assertThat(result.components()).isOne();
        List<Object> row = result.writes().get(0).values();
        assertThat(row.get(MODE)).isEqualTo("parity");
        assertThat(row.get(SCORED)).isEqualTo(true);
        assertThat(row.get(BIAS))
                .as("unweighted for a surface field")
                .isEqualTo(metrics.get(MetricName.BIAS_UNWEIGHTED).value());
        assertThat(row.get(SKILL_SCORE)).isEqualTo(skill);
        assertThat((Double[]) row.get(SUMS)).as("strict's sums").hasSize(75);
        assertThat(paritySums(row)).hasSize(25);
        List<Object> missing = result.writes().get(1).values();
        assertThat(missing.get(ABSENCE_CODE)).isEqualTo("HTTP_4XX");
        assertThat(missing.get(SUMS)).isNull();
        assertThat(paritySums(missing)).isNull();
    }

    @Test
    void a_variable_with_too_many_gaps_counts_for_nothing_in_era5_and_as_it_is_in_day_1() {
        float[] gaps = FORECAST.clone();
        Arrays.fill(gaps, 500, 503, Float.NaN);
        LeadResult lead = SCORER.lead(SUBJECT, 24, List.of(measured(gaps, "10u", ParityStage.ERA5), missing("10v")));
        assertThat(lead.score()).isZero();
        assertThat(lead.components()).isZero();
        List<Object> row = lead.writes().getFirst().values();
        assertThat(row.get(SCORED)).isEqualTo(false);
        assertThat(row.get(ABSENCE_CODE)).isEqualTo("CONTENT_VALUES");
        assertThat(row.get(COVERAGE)).isEqualTo(1347.0 / 1350);
        assertThat(paritySums(row)).hasSize(25);

        Day1Result day1 = day1(measured(gaps, "10u", ParityStage.DAY1));
        assertThat(day1.score()).isGreaterThan(0.9);
        assertThat(day1.writes().getFirst().values().get(SCORED)).isEqualTo(true);
    }

    @Test
    void a_value_outside_stricts_limits_does_not_make_a_component_absent() {
        float[] impossible = FORECAST.clone();
        impossible[700] = 250;
        Measured one = measured(impossible, "10u", ParityStage.ERA5);
        assertThat(one.counts()).as("in mode strict").isFalse();
        LeadResult lead = SCORER.lead(SUBJECT, 24, List.of(one, missing("10v")));
        assertThat(lead.writes().getFirst().values().get(SCORED)).isEqualTo(true);
    }

    @Test
    void a_field_that_is_missing_or_fails_its_check_raises_the_day_1_of_the_rest() {
        double alone = day1(measured("10u", ParityStage.DAY1)).score();
        Day1Result both = day1(measured("10u", ParityStage.DAY1), missing("10v"));
        assertThat(both.score()).isEqualTo(alone);

        float[] opposite = FORECAST.clone();
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] = -opposite[i];
        }
        Day1Result skipped = day1(measured("10u", ParityStage.DAY1), measured(opposite, "10v", ParityStage.DAY1));
        assertThat(skipped.score()).isEqualTo(alone);
        List<Object> row = skipped.writes().get(1).values();
        assertThat(row.get(PATTERN_PASSED)).isEqualTo(false);
        assertThat(row.get(BOUNDS_PASSED)).as("never checked").isNull();
        assertThat(row.get(SKILL_SCORE)).isNull();
        assertThat(paritySums(row)).hasSize(32);
    }

    @Test
    void a_copy_of_the_reference_limits_day_1() {
        float[] reference = new float[FORECAST.length];
        double[] read = new double[COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            REFERENCE.read(i, read);
            for (int j = 0; j < COLUMNS; j++) {
                reference[i * COLUMNS + j] = (float) read[j];
            }
        }
        Day1Result result = day1(measured("10u", ParityStage.DAY1), measured(reference, "10v", ParityStage.DAY1));
        assertThat(result.score()).isEqualTo(0.05);
    }

    @Test
    void a_day_1_without_any_component_has_no_score() {
        assertThat(SCORER.day1(SUBJECT, new TreeMap<>(Map.of(12, List.of())), Map.of())
                        .score())
                .isNull();
    }

    private static Day1Result day1(Measured... measured) {
        return SCORER.day1(SUBJECT, new TreeMap<>(Map.of(12, List.of(measured))), Map.of());
    }

    private static Double[] paritySums(List<Object> row) {
        return (Double[]) row.get(PARITY_SUMS);
    }

    private static Measured measured(String variable, ParityStage stage) {
        return measured(FORECAST, variable, stage);
    }

    private static Measured measured(float[] forecast, String variable, ParityStage stage) {
        PartialSums sums = new Kernel(latitudes(), COLUMNS, WeightRule.COS_1).sums(comparison(forecast));
        Absence absence = Absence.ofValues(variable, sums.global()).orElse(null);
        return new Measured(inputs(variable), sums, Metrics.of(sums.global()), absence, 1, parity(forecast, stage));
    }

    private static Measured missing(String variable) {
        return new Measured(inputs(variable), null, null, new Absence(Code.HTTP_4XX, "refused"), 1);
    }

    private static ParitySums parity(float[] forecast, ParityStage stage) {
        return new ParityKernel(stage, latitudes(), COLUMNS, WeightRule.COS_1).sums("10u", null, comparison(forecast));
    }

    private static Comparison comparison(float[] forecast) {
        return new Comparison(Rows.of(forecast), TRUTH, CLIMATOLOGY, REFERENCE, null);
    }

    private static double[] latitudes() {
        double[] latitudes = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            latitudes[i] = 88 - 4.0 * i;
        }
        return latitudes;
    }

    private static ComponentInputs inputs(String variable) {
        PartialSums sums = new Kernel(latitudes(), COLUMNS, WeightRule.COS_1).sums(comparison(FORECAST));
        return new ComponentInputs(variable, null, evidence(variable), evidence(variable), null, TruthSums.of(sums));
    }

    private static Evidence evidence(String variable) {
        FieldKey key = FieldKey.analysis(variable, null, Archive.START);
        Field field = new Field(variable, null, Archive.START, Grid.global(3, 4), new float[12]);
        return new Evidence(
                key, new Readiness.Ready(field, field.sha256(), new Provenance("demo", "file", "ab", key, null)), null);
    }
}
