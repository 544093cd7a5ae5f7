package fairweather.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fairweather.failure.Code;
import fairweather.run.LevelRule;
import fairweather.scoring.metric.AnalyticFields;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Bounds;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final AnalyticFields FIELDS = AnalyticFields.of(5, 8);

    @Test
    void levels_join_as_a_ratio_of_mean_errors_and_a_mean_of_correlations() {
        double[] thickness = Thickness.of(500, 700, 850);
        assertThat(thickness).containsExactly(new double[] {2.0 / 7, 0.5, 3.0 / 14}, within(1e-15));

        List<LevelResult> levels = List.of(level(1, 1), level(2, 1), level(1, 0.05));
        VariableScore all = VariableScore.of(levels, thickness);
        assertRelative(all.skill().value(), 0.962082207784411);
        assertRelative(all.acc(), 0.953466467357124);
        assertRelative(all.rrmse().value(), 0.194724914213845);
        assertRelative(LeadScore.of(List.of(all), 1), 0.946990541054653);

        LevelResult absent = LevelResult.absent(levels.get(2).mseClimatology());
        VariableScore without = VariableScore.of(List.of(levels.get(0), levels.get(1), absent), thickness);
        assertRelative(without.skill().value(), 0.964650950637503);
        assertRelative(without.acc(), 0.784009587110319);
        assertRelative(without.rmseTerm(), 0.661368185534697);
        assertRelative(LeadScore.of(List.of(without), 1), 0.880130265069067);
    }

    @Test
    void by_the_clamped_mean_a_level_worse_than_climatology_costs_its_own_share_of_the_skill_and_no_more() {
        double[] thickness = Thickness.of(500, 700, 850);
        List<LevelResult> levels = List.of(level(1, 1), level(2, 1), level(1, 0.05));
        VariableScore pooled = VariableScore.of(levels, thickness);
        VariableScore mean = VariableScore.of(LevelRule.CLAMPED_MEAN, levels, thickness);

        double skills = 2.0 / 7 * 0.988074854348197 + 0.5 * 0.952299417392789 + 3.0 / 14 * 0;
        assertRelative(mean.skill().value(), skills);
        assertRelative(mean.skillTerm(), 0.758456809938737);
        assertThat(mean.rrmse()).isEqualTo(pooled.rrmse());
        assertThat(mean.accTerm()).isEqualTo(pooled.accTerm());
        assertThat(mean.rmseTerm()).isEqualTo(pooled.rmseTerm());
        assertRelative(LeadScore.of(List.of(mean), 1), 0.824815302347249);

        LevelResult absent = LevelResult.absent(levels.get(2).mseClimatology());
        List<LevelResult> without = List.of(levels.get(0), levels.get(1), absent);
        assertRelative(
                VariableScore.of(LevelRule.CLAMPED_MEAN, without, thickness).skillTerm(), skills);
    }

    @Test
    void by_the_clamped_mean_a_level_without_error_has_all_its_skill_and_one_whose_truth_is_climatology_none() {
        LevelResult perfect = new LevelResult(true, 0, 4, 1);
        LevelResult undefined = new LevelResult(true, 1, 0, 0);
        VariableScore score = VariableScore.of(LevelRule.CLAMPED_MEAN, List.of(perfect, undefined), 0.75, 0.25);
        assertThat(score.skillTerm()).isEqualTo(0.75);

        VariableScore all = VariableScore.of(LevelRule.CLAMPED_MEAN, List.of(perfect, LevelResult.absent(4)), 0.5, 0.5);
        assertThat(all.skillTerm()).isEqualTo(0.5);
        assertThat(VariableScore.of(LevelRule.CLAMPED_MEAN, List.of(undefined), 1))
                .isEqualTo(VariableScore.of(undefined));
    }

    @Test
    void leaving_a_level_out_never_beats_submitting_climatology_there() {
        double[] thickness = Thickness.of(500, 850);
        LevelResult good = level(1, 1);
        LevelResult climatology = new LevelResult(true, good.mseClimatology(), good.mseClimatology(), 0);
        VariableScore submitted = VariableScore.of(List.of(good, climatology), thickness);
        VariableScore leftOut = VariableScore.of(List.of(good, LevelResult.absent(good.mseClimatology())), thickness);
        assertThat(leftOut.contribution()).isLessThan(submitted.contribution());
    }

    @Test
    void the_thirteen_levels_weigh_by_half_the_distance_between_their_neighbours() {
        double[] thickness = Thickness.of(50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000);
        assertThat(Arrays.stream(thickness).sum()).isCloseTo(1, within(1e-15));
        assertThat(thickness[0] / thickness[1]).isCloseTo(0.5, within(1e-15));
        assertThat(thickness[9] / thickness[12]).isCloseTo(125.0 / 37.5, within(1e-14));
        assertThat(Thickness.of(500)).containsExactly(1);
        assertThatThrownBy(() -> Thickness.of(850, 500)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_lead_divides_by_the_configured_variables_whatever_is_there() {
        VariableScore perfect = VariableScore.of(new LevelResult(true, 0, 4, 1));
        assertThat(LeadScore.of(List.of(perfect), 9)).isCloseTo(1.0 / 9, within(1e-16));
        assertThat(LeadScore.of(List.of(perfect, VariableScore.absent()), 2)).isCloseTo(0.5, within(1e-16));
        assertThatThrownBy(() -> LeadScore.of(List.of(perfect, perfect), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void any_forecast_scores_between_0_and_1_and_a_perfect_one_1() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            double[] forecast = FIELDS.t().clone();
            double amplitude = Math.pow(10, random.nextInt(12) - 6);
            for (int i = 0; i < forecast.length; i++) {
                forecast[i] += amplitude * random.nextGaussian();
            }
            double score = score(forecast);
            assertThat(score).isBetween(0.0, 1.0);
        }
        assertThat(score(FIELDS.t())).isCloseTo(1, within(1e-15));
        assertThat(score(FIELDS.c())).isEqualTo(0.05);
    }

    @Test
    void day_1_without_a_clone_distance_equals_the_conformance_number() {
        double[] reference = new double[40];
        for (int k = 0; k < 40; k++) {
            reference[k] = FIELDS.t()[k] - 1.6 * StrictMath.cos(2 * (2 * Math.PI * (k % 8) / 8));
        }
        Metrics metrics = metrics(FIELDS.f(), reference);
        assertRelative(metrics.get(MetricName.SKILL_SCORE_GFS).value(), 0.659696292944967);
        Day1Component component = Day1Component.of("z", 500, metrics, false);
        Day1Score score = Day1Score.of(List.of(Day1Component.of("none", null, metrics, false)), 1);
        assertRelative(score.value(), 0.795518575793389);
        assertThat(component.penalty()).isCloseTo(1 - 1.7155887450304912 / 100, within(1e-12));
    }

    @Test
    void a_near_copy_of_the_reference_is_penalised_and_limited() {
        double[] copy = Arrays.stream(FIELDS.r()).map(r -> r + 0.03).toArray();
        Metrics metrics = metrics(copy, FIELDS.r());
        Day1Component component = Day1Component.of("2t", null, metrics, false);
        assertThat(metrics.get(MetricName.CLONE_DISTANCE).value()).isCloseTo(0.0009, within(1e-14));
        assertThat(component.penalty()).isCloseTo(0.64, within(1e-11));
        assertThat(component.copied()).isTrue();
        assertRelative(metrics.get(MetricName.ACC).value(), 0.99564824047641);
        assertThat(Day1Score.of(List.of(component), 1).value()).isEqualTo(0.05);
        assertThat(component.skillScore().value())
                .isEqualTo(metrics.get(MetricName.SKILL_SCORE_GFS).value() - component.penalty());
    }

    @Test
    void a_field_outside_the_documented_bounds_or_against_the_pattern_fails() {
        double[] opposite = new double[40];
        for (int k = 0; k < 40; k++) {
            opposite[k] = 2 * FIELDS.c()[k] - FIELDS.r()[k];
        }
        assertThat(Day1Component.of("2t", null, metrics(opposite, FIELDS.r()), false)
                        .reason())
                .isEqualTo(Day1Component.Failed.PATTERN);
        BandSums cold = FIELDS.kernel(WeightRule.COS_1)
                .sums(new Comparison(
                        Rows.of(FIELDS.f()),
                        Rows.of(FIELDS.t()),
                        Rows.of(FIELDS.c()),
                        Rows.of(FIELDS.r()),
                        new Bounds(0, 280)))
                .global();
        assertThat(Day1Component.of("2t", null, Metrics.of(cold), false).reason())
                .isEqualTo(Day1Component.Failed.BOUNDS);
    }

    @Test
    void day_1_weighs_skill_and_correlation_over_all_configured_fields() {
        List<Day1Component> components =
                List.of(component(0.4, 0.9), component(0, 0.8), component(0.1, 0.5), Day1Component.missing());
        Day1Score score = Day1Score.of(components, 4);
        assertThat(score.value()).isCloseTo(0.6 * 0.5 / 4 + 0.4 * 2.2 / 4, within(1e-15));
        assertThat(score.passed()).isTrue();
        assertThat(Day1Score.of(List.of(), 0)).isEqualTo(new Day1Score(null, false));
        assertThat(Day1Score.of(List.of(), 0).passed()).isFalse();
        assertThat(new Day1Score(0.1, false).passed()).isTrue();
        assertThat(new Day1Score(Math.nextDown(0.1), false).passed()).isFalse();
    }

    @Test
    void a_component_is_absent_below_the_coverage_or_outside_the_hard_limits_and_else_it_counts() {
        AnalyticFields fields = AnalyticFields.of(181, 360);
        double[] stripe = fields.f().clone();
        Arrays.fill(stripe, 90 * 360, 90 * 360 + 90, Double.NaN);
        assertThat(Absence.ofValues("2t", global(fields.with(stripe)))).hasValueSatisfying(absence -> {
            assertThat(absence.code()).isEqualTo(Code.CONTENT_VALUES);
            assertThat(absence.sentence()).startsWith("the coverage is 0.99");
        });
        double[] hole = fields.f().clone();
        hole[90 * 360] = Double.NaN;
        assertThat(Absence.ofValues("2t", global(fields.with(hole)))).isEmpty();
        double[] hot = fields.f().clone();
        hot[0] = 350.5;
        assertThat(Absence.ofValues("2t", global(fields.with(hot))))
                .hasValueSatisfying(absence -> assertThat(absence.sentence())
                        .isEqualTo("the value 350.5 is outside the hard limits 150.0 to 350.0"));
        assertThat(Absence.ofValues("10u", global(fields))).isPresent();
        assertThat(Absence.ofValues("anything", global(fields))).isEmpty();
        assertThat(Absence.truthCovers(fields.truth(WeightRule.COS_1))).isTrue();
    }

    private static BandSums global(AnalyticFields fields) {
        return fields.sums(WeightRule.COS_1).global();
    }

    private static Day1Component component(double skill, double acc) {
        return new Day1Component(true, null, Metric.of(skill), 0, false, skill, acc);
    }

    /** A level whose forecast error is scaled by one factor and whose truth anomaly by another. */
    private static LevelResult level(double error, double anomaly) {
        double[] truth = new double[40];
        double[] forecast = new double[40];
        for (int k = 0; k < 40; k++) {
            truth[k] = FIELDS.c()[k] + anomaly * (FIELDS.t()[k] - FIELDS.c()[k]);
            forecast[k] = truth[k] + error * (FIELDS.f()[k] - FIELDS.t()[k]);
        }
        return LevelResult.of(Metrics.of(FIELDS.kernel(WeightRule.COS_1)
                .sums(Comparison.of(Rows.of(forecast), Rows.of(truth), Rows.of(FIELDS.c())))
                .global()));
    }

    private static Metrics metrics(double[] forecast, double[] reference) {
        return Metrics.of(FIELDS.kernel(WeightRule.COS_1)
                .sums(new Comparison(
                        Rows.of(forecast), Rows.of(FIELDS.t()), Rows.of(FIELDS.c()), Rows.of(reference), null))
                .global());
    }

    private static double score(double[] forecast) {
        Metrics metrics = metrics(forecast, FIELDS.r());
        return LeadScore.of(List.of(VariableScore.of(LevelResult.of(metrics))), 1);
    }

    private static void assertRelative(double value, double expected) {
        assertThat(value).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
}
