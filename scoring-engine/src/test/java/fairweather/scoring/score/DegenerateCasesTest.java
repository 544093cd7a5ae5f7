package fairweather.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.scoring.metric.AnalyticFields;
import fairweather.scoring.metric.BandSums;
import fairweather.scoring.metric.Comparison;
import fairweather.scoring.metric.Kernel;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.metric.Metrics;
import fairweather.scoring.metric.PartialSums;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.TruthSums;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.score.Day1Component.Failed;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The table of degenerate cases: a reason instead of a number, and never a number that is not finite. */
class DegenerateCasesTest {
    private static final AnalyticFields FIELDS = AnalyticFields.of(5, 8);
    private static final double[] T = FIELDS.t();
    private static final double[] C = FIELDS.c();
    private static final double[] R = FIELDS.r();

    @Test
    void a_forecast_that_is_climatology_has_no_correlation_and_only_half_of_the_rmse_term() {
        Metrics metrics = metrics(C, T, C, R);
        assertThat(metrics.get(MetricName.ACC)).isEqualTo(Metric.none(Reason.FORECAST_IS_CLIMATOLOGY));
        assertThat(metrics.get(MetricName.SKILL_SCORE_CLIMATOLOGY)).isEqualTo(Metric.of(0));
        VariableScore score = VariableScore.of(LevelResult.of(metrics));
        assertTerms(score, 0, 0, 0.5);
        assertThat(LeadScore.of(List.of(score), 1)).isEqualTo(0.05);
        Day1Component day1 = Day1Component.of("10u", null, metrics, false);
        assertThat(day1.reason()).isEqualTo(Failed.FORECAST_IS_CLIMATOLOGY);
        assertThat(day1.skillTerm() + day1.accTerm()).isZero();
    }

    @Test
    void climatology_plus_a_constant_or_rounding_noise_is_still_climatology() {
        Metrics shifted = metrics(map(C, c -> c + 7), T, C, R);
        assertThat(shifted.get(MetricName.ACC)).isEqualTo(Metric.none(Reason.FORECAST_IS_CLIMATOLOGY));
        assertThat(shifted.get(MetricName.SKILL_SCORE_CLIMATOLOGY).value()).isCloseTo(-1.34147666486994, within(1e-13));
        assertThat(VariableScore.of(LevelResult.of(shifted)).rmseTerm()).isCloseTo(0.39522747942746, within(1e-13));
        double[] rounded = map(C, c -> (float) c);
        assertThat(metrics(rounded, T, C, R).get(MetricName.ACC))
                .isEqualTo(Metric.none(Reason.FORECAST_IS_CLIMATOLOGY));
    }

    @Test
    void a_perfect_forecast_has_all_terms_even_where_the_truth_is_constant_over_climatology() {
        VariableScore perfect = VariableScore.of(LevelResult.of(metrics(T, T, C, null)));
        assertThat(perfect.skill()).isEqualTo(Metric.of(1));
        assertThat(perfect.rrmse()).isEqualTo(Metric.of(0));
        assertThat(LeadScore.of(List.of(perfect), 1)).isEqualTo(0.6 + 0.3 + 0.1);

        double[] constant = map(C, c -> c + 3);
        Metrics metrics = metrics(constant, constant, C, null);
        assertThat(metrics.get(MetricName.ACC)).isEqualTo(Metric.none(Reason.TRUTH_IS_CLIMATOLOGY));
        assertTerms(VariableScore.of(LevelResult.of(metrics)), 1, 1, 1);
        assertTerms(VariableScore.of(LevelResult.of(metrics(C, C, C, null))), 1, 1, 1);
    }

    @Test
    void where_truth_is_climatology_an_imperfect_forecast_has_nothing() {
        Metrics metrics = metrics(map(C, c -> c + 1), C, C, null);
        Metric none = Metric.none(Reason.ZERO_REFERENCE_ERROR);
        assertThat(metrics.get(MetricName.SKILL_SCORE_CLIMATOLOGY)).isEqualTo(none);
        assertThat(metrics.get(MetricName.RRMSE)).isEqualTo(none);
        assertThat(metrics.get(MetricName.ACC)).isEqualTo(Metric.none(Reason.TRUTH_IS_CLIMATOLOGY));
        assertTerms(VariableScore.of(LevelResult.of(metrics)), 0, 0, 0);
    }

    @Test
    void where_truth_is_climatology_plus_a_constant_only_the_correlation_is_lost() {
        Metrics metrics = metrics(FIELDS.f(), map(C, c -> c + 3), C, null);
        assertThat(metrics.get(MetricName.ACC)).isEqualTo(Metric.none(Reason.TRUTH_IS_CLIMATOLOGY));
        assertThat(metrics.get(MetricName.SKILL_SCORE_CLIMATOLOGY).defined()).isTrue();
        VariableScore score = VariableScore.of(LevelResult.of(metrics));
        assertThat(score.accTerm()).isZero();
        assertThat(score.rmseTerm()).isPositive();
    }

    @Test
    void a_perfect_reference_leaves_no_day_1_skill() {
        Metrics metrics = metrics(FIELDS.f(), T, C, T);
        assertThat(metrics.get(MetricName.SKILL_SCORE_GFS)).isEqualTo(Metric.none(Reason.ZERO_REFERENCE_ERROR));
        Day1Component component = Day1Component.of("10u", null, metrics, false);
        assertThat(component.skillTerm()).isZero();
        assertThat(component.accTerm()).isPositive();
    }

    @Test
    void forecast_truth_and_reference_all_equal_is_a_copy() {
        Day1Component component = Day1Component.of("10u", null, metrics(T, T, C, T), false);
        assertThat(component.copied()).isTrue();
        assertThat(component.penalty()).isEqualTo(1);
        assertThat(Day1Score.of(List.of(component), 1)).isEqualTo(new Day1Score(0.05, true));
    }

    @Test
    void without_points_or_with_nothing_but_gaps_the_component_is_absent() {
        double[] nothing = map(C, c -> Double.NaN);
        BandSums noTruth = sums(T, nothing, C, R);
        Metrics.of(noTruth)
                .all()
                .forEach((name, metric) -> assertThat(metric)
                        .as(name.word())
                        .isEqualTo(name == MetricName.TRUTH_COVERAGE ? Metric.of(0) : Metric.none(Reason.NO_POINTS)));
        assertThat(Absence.ofValues("2t", noTruth)).isPresent();
        assertThat(Absence.truthCovers(TruthSums.of(partialSums(T, nothing, C, R))))
                .isFalse();

        BandSums allGaps = sums(nothing, T, C, R);
        Metrics metrics = Metrics.of(allGaps);
        assertThat(metrics.get(MetricName.COVERAGE)).isEqualTo(Metric.of(0));
        assertThat(metrics.get(MetricName.MSE).value()).isCloseTo(36.52691193458121, within(1e-12));
        assertThat(metrics.get(MetricName.CLONE_DISTANCE)).isEqualTo(Metric.none(Reason.ALL_GAPS));
        assertThat(metrics.get(MetricName.EQUAL_SHARE)).isEqualTo(Metric.none(Reason.ALL_GAPS));
        assertThat(Absence.ofValues("2t", allGaps)).isPresent();
        Day1Component component = Day1Component.of("2t", null, metrics, true);
        assertThat(component.reason()).isEqualTo(Failed.ABSENT);
        assertThat(component.copied()).isFalse();
    }

    @Test
    void a_reference_that_is_climatology_plus_a_constant_lets_the_pattern_check_pass() {
        Metrics metrics = metrics(FIELDS.f(), T, C, map(C, c -> c + 2));
        assertThat(metrics.get(MetricName.PATTERN_CORRELATION)).isEqualTo(Metric.none(Reason.REFERENCE_HAS_NO_PATTERN));
        assertThat(Day1Component.of("2t", null, metrics, false).qc()).isTrue();
    }

    @Test
    void damped_truth_keeps_its_correlation_and_opposite_truth_loses_everything_but_a_third() {
        VariableScore damped = VariableScore.of(LevelResult.of(metrics(mix(0.5), T, C, null)));
        assertThat(damped.skillTerm()).isCloseTo(0.75, within(1e-13));
        assertThat(damped.accTerm()).isCloseTo(1, within(1e-14));
        assertThat(damped.rmseTerm()).isCloseTo(2.0 / 3, within(1e-13));
        VariableScore opposite = VariableScore.of(LevelResult.of(metrics(mix(-1), T, C, null)));
        assertThat(opposite.acc()).isCloseTo(-1, within(1e-14));
        assertTerms(opposite, 0, 0, 1.0 / 3);
    }

    @Test
    void with_every_level_absent_a_variable_is_0() {
        VariableScore score = VariableScore.of(List.of(LevelResult.absent(4), LevelResult.absent(5)), 0.5, 0.5);
        assertThat(score).isEqualTo(VariableScore.absent());
        assertThat(score.skill()).isEqualTo(Metric.none(Reason.ABSENT));
        assertThat(LeadScore.of(List.of(score), 1)).isZero();
        assertThat(LeadScore.of(List.of(), 9)).isZero();
    }

    private static Metrics metrics(double[] f, double[] t, double[] c, double[] r) {
        return Metrics.of(sums(f, t, c, r));
    }

    private static BandSums sums(double[] f, double[] t, double[] c, double[] r) {
        return partialSums(f, t, c, r).global();
    }

    private static PartialSums partialSums(double[] f, double[] t, double[] c, double[] r) {
        Kernel kernel = FIELDS.kernel(WeightRule.COS_1);
        Rows reference = r == null ? null : Rows.of(r);
        return kernel.sums(new Comparison(Rows.of(f), Rows.of(t), Rows.of(c), reference, null));
    }

    private static double[] map(double[] values, DoubleUnaryOperator change) {
        return Arrays.stream(values).map(change).toArray();
    }

    /** Climatology plus a multiple of the truth's anomaly. */
    private static double[] mix(double amplitude) {
        double[] mixed = new double[T.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = C[i] + amplitude * (T[i] - C[i]);
        }
        return mixed;
    }

    private static void assertTerms(VariableScore score, double skill, double acc, double rmse) {
        assertThat(score.skillTerm()).isEqualTo(skill);
        assertThat(score.accTerm()).isEqualTo(acc);
        assertThat(score.rmseTerm()).isCloseTo(rmse, within(1e-15));
    }
}
