package fairweather.scoring.parity;

import static fairweather.scoring.parity.Comparing.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fairweather.failure.Code;
import fairweather.scoring.metric.AnalyticFields;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.parity.ParityDay1Component.Skipped;
import fairweather.scoring.score.Absence;
import fairweather.scoring.score.Day1Score;
import fairweather.scoring.score.Thickness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What a miner can do to its scores in mode parity, and every case in which the reference has no number. */
class ParityScoreTest {
    private static final AnalyticFields FIELDS = AnalyticFields.of(5, 8);
    private static final double[] F = FIELDS.f();
    private static final double[] T = FIELDS.t();
    private static final double[] C = FIELDS.c();
    private static final double[] R = FIELDS.r();

    // Metrics without a number

    @Test
    void a_forecast_of_nothing_has_no_number_and_a_reason() {
        double[] nothing = map(F, value -> Double.NaN);
        ParityMetrics metrics = Comparing.atDay1(FIELDS.with(nothing));
        assertThat(metrics.get(MetricName.COVERAGE)).isEqualTo(Metric.of(0));
        assertThat(metrics.get(MetricName.MSE_CLIMATOLOGY).defined()).isTrue();
        for (MetricName name : List.of(
                MetricName.MSE,
                MetricName.RMSE,
                MetricName.MAE,
                MetricName.BIAS,
                MetricName.BIAS_UNWEIGHTED,
                MetricName.MSE_DEBIASED,
                MetricName.ACC,
                MetricName.SKILL_SCORE_CLIMATOLOGY,
                MetricName.SKILL_SCORE_GFS,
                MetricName.CLONE_DISTANCE,
                MetricName.PATTERN_CORRELATION)) {
            assertThat(metrics.get(name)).as(name.word()).isEqualTo(Metric.none(Reason.NO_POINTS));
        }
    }

    @Test
    void an_anomaly_that_is_constant_has_no_correlation() {
        ParityMetrics climatology = Comparing.surface(FIELDS.with(C));
        assertThat(climatology.get(MetricName.ACC)).isEqualTo(Metric.none(Reason.FORECAST_IS_CLIMATOLOGY));
        assertThat(Comparing.surface(FIELDS.with(map(C, c -> c + 7))).get(MetricName.ACC))
                .isEqualTo(Metric.none(Reason.FORECAST_IS_CLIMATOLOGY));
        ParityMetrics constantTruth = Comparing.surface(Comparing.fields(F, map(C, c -> c + 3), C, R));
        assertThat(constantTruth.get(MetricName.ACC)).isEqualTo(Metric.none(Reason.TRUTH_IS_CLIMATOLOGY));
        assertThat(Comparing.level(FIELDS.with(C)).get(MetricName.ACC))
                .as("the guard that fails in the reference on levels")
                .isEqualTo(Metric.none(Reason.FORECAST_IS_CLIMATOLOGY));
    }

    @Test
    void a_reference_without_error_leaves_a_skill_only_to_a_forecast_without_error() {
        ParityMetrics wrong = Comparing.atDay1(Comparing.fields(F, T, C, T));
        assertThat(wrong.get(MetricName.SKILL_SCORE_GFS)).isEqualTo(Metric.none(Reason.ZERO_REFERENCE_ERROR));
        ParityMetrics perfect = Comparing.atDay1(Comparing.fields(T, T, C, T));
        assertThat(perfect.get(MetricName.SKILL_SCORE_GFS)).isEqualTo(Metric.of(1));
        ParityMetrics climatology = Comparing.surface(Comparing.fields(F, C, C, R));
        assertThat(climatology.get(MetricName.SKILL_SCORE_CLIMATOLOGY))
                .isEqualTo(Metric.none(Reason.ZERO_REFERENCE_ERROR));
        assertThat(climatology.get(MetricName.RRMSE)).isEqualTo(Metric.none(Reason.ZERO_REFERENCE_ERROR));
    }

    @Test
    void a_uniform_field_has_no_pattern() {
        assertThat(Comparing.atDay1(FIELDS.with(map(F, f -> 280))).get(MetricName.PATTERN_CORRELATION))
                .isEqualTo(Metric.none(Reason.FORECAST_IS_UNIFORM));
        assertThat(Comparing.atDay1(Comparing.fields(F, T, C, map(R, r -> 280))).get(MetricName.PATTERN_CORRELATION))
                .isEqualTo(Metric.none(Reason.REFERENCE_HAS_NO_PATTERN));
    }

    // The bias that is removed

    @Test
    void a_uniform_bias_is_free_in_skill_and_correlation() {
        ParityMetrics shifted = Comparing.atDay1(FIELDS.with(map(F, f -> f + 50)));
        ParityMetrics plain = Comparing.atDay1(FIELDS);
        assertThat(value(shifted, MetricName.SKILL_SCORE_GFS))
                .isCloseTo(value(plain, MetricName.SKILL_SCORE_GFS), within(1e-10));
        assertThat(value(shifted, MetricName.ACC)).isCloseTo(value(plain, MetricName.ACC), within(1e-10));
        assertThat(value(shifted, MetricName.MSE)).isGreaterThan(2500);
        assertThat(Comparing.atDay1(FIELDS.with(map(T, t -> t + 8)))
                        .get(MetricName.SKILL_SCORE_GFS)
                        .value())
                .isCloseTo(1, within(1e-15));
    }

    @Test
    void removing_the_plain_mean_can_raise_the_weighted_error() {
        double[] f = T.clone();
        for (int j = 0; j < 8; j++) {
            f[j] += 10;
        }
        ParityMetrics metrics = Comparing.atDay1(FIELDS.with(f));
        assertThat(value(metrics, MetricName.MSE)).isCloseTo(0, within(1e-25));
        assertThat(value(metrics, MetricName.BIAS_UNWEIGHTED)).isCloseTo(2, within(1e-12));
        assertThat(value(metrics, MetricName.MSE_DEBIASED)).isCloseTo(4, within(1e-12));
    }

    // Day 1

    @Test
    void humidity_must_not_be_negative_where_the_name_begins_with_q() {
        DoubleUnaryOperator lower = value -> value - 285;
        ParityMetrics metrics =
                Comparing.atDay1(Comparing.fields(map(F, lower), map(T, lower), map(C, lower), map(R, lower)));
        assertThat(metrics.sums().get(ParitySum.FORECAST_LEAST)).isNegative();
        assertThat(ParityDay1Component.of("q", 500, metrics).skipped()).isEqualTo(Skipped.HUMIDITY);
        assertThat(ParityDay1Component.of("10u", null, metrics).skipped()).isNull();
        assertThat(ParityDay1Component.of("q", 500, Comparing.atDay1(FIELDS)).skipped())
                .isNull();
    }

    @Test
    void a_field_that_correlates_too_little_with_the_reference_is_left_out_and_bounds_are_never_checked() {
        ParityMetrics opposite = Comparing.atDay1(FIELDS.with(map(F, f -> 560 - f)));
        assertThat(value(opposite, MetricName.PATTERN_CORRELATION)).isLessThan(0.3);
        ParityDay1Component skipped = ParityDay1Component.of("2t", null, opposite);
        assertThat(skipped.skipped()).isEqualTo(Skipped.PATTERN);
        assertThat(skipped.qc()).isFalse();
        assertThat(skipped.skillScore()).isEqualTo(Metric.none(Reason.ABSENT));
        ParityMetrics hot = Comparing.atDay1(FIELDS.with(map(F, f -> f + 1000)));
        assertThat(ParityDay1Component.of("2t", null, hot).skipped()).isNull();
        ParityMetrics nothing = Comparing.atDay1(FIELDS.with(map(F, f -> Double.NaN)));
        assertThat(ParityDay1Component.of("2t", null, nothing).skipped()).isEqualTo(Skipped.PATTERN);
        double[] infinite = F.clone();
        infinite[3] = Double.POSITIVE_INFINITY;
        assertThat(ParityDay1Component.of("2t", null, Comparing.atDay1(FIELDS.with(infinite)))
                        .skipped())
                .isEqualTo(Skipped.PATTERN);
    }

    @Test
    void what_is_left_out_raises_the_mean_of_the_rest() {
        ParityDay1Component easy = ParityDay1Component.of("10u", null, Comparing.atDay1(FIELDS));
        ParityDay1Component poor = new ParityDay1Component(
                true, null, Metric.of(-3), Metric.none(Reason.FORECAST_IS_CLIMATOLOGY), 0, false);
        double alone = ParityDay1.of(List.of(easy)).value();
        assertThat(ParityDay1.of(List.of(easy, ParityDay1Component.missing())).value())
                .isEqualTo(alone);
        assertThat(ParityDay1.of(List.of(easy, poor)).value()).isLessThan(alone);
        assertThat(ParityDay1.of(List.of(easy, poor)).value())
                .isCloseTo(
                        0.6 * value(Comparing.atDay1(FIELDS), MetricName.SKILL_SCORE_GFS) / 2
                                + 0.4 * (value(Comparing.atDay1(FIELDS), MetricName.ACC) + 1) / 2,
                        within(1e-15));
    }

    @Test
    void day_1_of_fields_that_are_all_left_out_is_0_and_without_any_field_there_is_none() {
        assertThat(ParityDay1.of(List.of(ParityDay1Component.missing()))).isEqualTo(new Day1Score(0.0, false));
        assertThat(ParityDay1.of(List.of())).isEqualTo(new Day1Score(null, false));
    }

    @Test
    void a_copy_of_the_reference_is_penalised_and_limits_the_whole_day() {
        ParityMetrics copy = Comparing.atDay1(FIELDS.with(R));
        ParityDay1Component clone = ParityDay1Component.of("2t", null, copy);
        assertThat(clone.penalty()).isEqualTo(1);
        assertThat(clone.copied()).isTrue();
        assertThat(clone.skillScore().value()).isCloseTo(value(copy, MetricName.SKILL_SCORE_GFS) - 1, within(1e-15));
        ParityDay1Component good = ParityDay1Component.of("10u", null, Comparing.atDay1(FIELDS));
        assertThat(good.copied()).isFalse();
        assertThat(ParityDay1.of(List.of(good, clone))).isEqualTo(new Day1Score(0.05, true));
        assertThat(ParityDay1Component.of("t", 500, copy).copied())
                .as("without a Δ")
                .isFalse();
    }

    @Test
    void the_clamp_does_not_look_at_a_field_that_a_check_has_left_out() {
        double[] uniform = map(R, r -> 280);
        ParityMetrics metrics = Comparing.atDay1(Comparing.fields(uniform, T, C, uniform));
        ParityDay1Component skipped = ParityDay1Component.of("2t", null, metrics);
        assertThat(skipped.skipped()).isEqualTo(Skipped.PATTERN);
        assertThat(skipped.penalty()).isEqualTo(1);
        assertThat(skipped.copied()).isFalse();
        ParityDay1Component good = ParityDay1Component.of("10u", null, Comparing.atDay1(FIELDS));
        assertThat(ParityDay1.of(List.of(good, skipped)).value())
                .isEqualTo(ParityDay1.of(List.of(good)).value());
    }

    @Test
    void a_perfect_copy_of_a_perfect_reference_is_a_clone_all_the_same() {
        ParityDay1Component clone = ParityDay1Component.of("2t", null, Comparing.atDay1(Comparing.fields(T, T, C, T)));
        assertThat(clone.skillScore()).isEqualTo(Metric.of(0));
        assertThat(ParityDay1.of(List.of(clone)).value()).isEqualTo(0.05);
    }

    // An ERA5 variable

    @Test
    void the_skill_of_levels_is_a_mean_of_ratios_and_one_level_can_drag_it_down() {
        List<Optional<ParityMetrics>> levels = List.of(scaled(1, 1), scaled(2, 1), scaled(1, 0.05));
        double[] thickness = Thickness.of(500, 700, 850);
        ParityVariable variable = ParityVariable.of(levels, thickness);
        double skill = 0;
        double acc = 0;
        double mse = 0;
        for (int l = 0; l < 3; l++) {
            ParityMetrics level = levels.get(l).orElseThrow();
            skill += thickness[l] * value(level, MetricName.SKILL_SCORE_CLIMATOLOGY);
            acc += thickness[l] * value(level, MetricName.ACC);
            mse += thickness[l] * value(level, MetricName.MSE);
        }
        assertThat(variable.skill().value()).isCloseTo(skill, within(1e-15));
        assertThat(variable.skillTerm()).isEqualTo(Math.clamp(skill, 0, 1));
        assertThat(variable.acc().value()).isCloseTo(acc, within(1e-15));
        assertThat(variable.accTerm()).isCloseTo((acc + 1) / 2, within(1e-15));
        assertThat(variable.rmse().value()).isCloseTo(Math.sqrt(mse), within(1e-15));
        assertThat(variable.rmseShare()).isEqualTo(1);
        double mean = 0.4 * value(level(1, 1), MetricName.SKILL_SCORE_CLIMATOLOGY);
        assertThat(skill).isGreaterThan(mean);
    }

    @Test
    void a_level_that_is_absent_adds_nothing_and_keeps_its_share_of_the_divisor() {
        double[] thickness = Thickness.of(500, 700, 850);
        ParityMetrics level = level(1, 1);
        ParityVariable variable =
                ParityVariable.of(List.of(Optional.of(level), Optional.of(level), Optional.empty()), thickness);
        double present = thickness[0] + thickness[1];
        assertThat(variable.skillTerm())
                .isCloseTo(present * value(level, MetricName.SKILL_SCORE_CLIMATOLOGY), within(1e-15));
        assertThat(variable.accTerm()).isCloseTo(present * (value(level, MetricName.ACC) + 1) / 2, within(1e-15));
        assertThat(variable.acc()).isEqualTo(Metric.none(Reason.ABSENT));
        assertThat(variable.rmse().value()).isCloseTo(value(level, MetricName.RMSE), within(1e-15));
        assertThat(variable.rmseShare()).isEqualTo(present);
        assertThatThrownBy(() -> ParityVariable.of(List.of(Optional.of(level)), thickness))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_correlation_that_is_undefined_costs_its_own_term_only() {
        ParityVariable climatology = ParityVariable.of(List.of(Optional.of(Comparing.surface(FIELDS.with(C)))), 1);
        assertThat(climatology.acc()).isEqualTo(Metric.none(Reason.FORECAST_IS_CLIMATOLOGY));
        assertThat(climatology.accTerm()).isZero();
        assertThat(climatology.skillTerm()).isZero();
        assertThat(ParityLead.of(List.of(climatology))).isCloseTo(0.1 * 0.5, within(1e-15));
    }

    @Test
    void a_level_without_error_of_climatology_leaves_the_skill_undefined_and_its_term_0() {
        ParityMetrics zero = Comparing.level(Comparing.fields(F, C, C, R));
        ParityVariable variable =
                ParityVariable.of(List.of(Optional.of(level(1, 1)), Optional.of(zero)), Thickness.of(500, 700));
        assertThat(variable.skill()).isEqualTo(Metric.none(Reason.ZERO_REFERENCE_ERROR));
        assertThat(variable.skillTerm()).isZero();
        assertThat(variable.accTerm()).isPositive();
    }

    @Test
    void a_level_with_an_infinite_value_counts_as_skill_0_and_has_no_part_in_the_rmse() {
        double[] infinite = F.clone();
        infinite[9] = Double.POSITIVE_INFINITY;
        ParityMetrics good = level(1, 1);
        ParityVariable variable = ParityVariable.of(
                List.of(Optional.of(good), Optional.of(Comparing.level(FIELDS.with(infinite)))),
                Thickness.of(500, 700));
        assertThat(variable.skill().value())
                .isCloseTo(0.5 * value(good, MetricName.SKILL_SCORE_CLIMATOLOGY), within(1e-15));
        assertThat(variable.acc()).isEqualTo(Metric.none(Reason.INFINITE_FORECAST));
        assertThat(variable.rmseShare()).isEqualTo(0.5);
        assertThat(variable.rrmse().value()).isCloseTo(value(good, MetricName.RRMSE), within(1e-15));
    }

    @Test
    void coverage_is_by_points_over_all_levels_together() {
        ParitySums full = Comparing.level(FIELDS).sums();
        ParitySums holed = Comparing.level(FIELDS.withMissing(2, 3)).sums();
        assertThat(ParityCoverage.absence(List.of(full))).isEmpty();
        assertThat(ParityCoverage.absence(List.of(holed)).map(Absence::code)).contains(Code.CONTENT_VALUES);
        assertThat(ParityCoverage.absence(List.of(holed)).orElseThrow().sentence())
                .isEqualTo("the coverage is 0.975, less than 0.9985");
        List<ParitySums> many = new ArrayList<>(List.of(holed));
        for (int i = 0; i < 12; i++) {
            many.add(full);
        }
        assertThat(ParityCoverage.absence(many)).as("one point of 520").isPresent();
        for (int i = 0; i < 4; i++) {
            many.add(full);
        }
        assertThat(ParityCoverage.absence(many)).as("one point of 680").isEmpty();
        ParitySums withoutTruth = Comparing.level(Comparing.fields(F, map(T, t -> Double.NaN), C, R))
                .sums();
        assertThat(ParityCoverage.absence(List.of(withoutTruth))).isPresent();
    }

    // An ERA5 lead

    @Test
    void the_rmse_term_compares_a_forecast_with_itself_and_not_with_the_truth() {
        List<ParityVariable> small = List.of(rmse(1), rmse(2), rmse(4), rmse(100));
        List<ParityVariable> large = List.of(rmse(1000), rmse(2000), rmse(4000), rmse(100_000));
        double upperMedian = 4;
        double expected = 0;
        for (double error : new double[] {1, 2, 4, 100}) {
            expected += 1 / (1 + error / upperMedian) / 4;
        }
        assertThat(ParityLead.of(small)).isCloseTo(0.1 * expected, within(1e-15));
        assertThat(ParityLead.of(large)).isCloseTo(ParityLead.of(small), within(1e-15));
    }

    @Test
    void errors_whose_median_is_0_count_as_half() {
        assertThat(ParityLead.of(List.of(rmse(0), rmse(0), rmse(3)))).isCloseTo(0.05, within(1e-15));
    }

    @Test
    void an_absent_variable_adds_0_to_every_term() {
        ParityVariable good = ParityVariable.of(List.of(Optional.of(Comparing.surface(FIELDS))), 1);
        double alone = ParityLead.of(List.of(good));
        assertThat(alone).isCloseTo(0.6 * good.skillTerm() + 0.3 * good.accTerm() + 0.1 * 0.5, within(1e-15));
        assertThat(ParityLead.of(List.of(good, ParityVariable.absent()))).isCloseTo(alone / 2, within(1e-15));
        assertThat(ParityVariable.of(List.of(Optional.empty(), Optional.empty()), 0.5, 0.5))
                .isEqualTo(ParityVariable.absent());
        assertThat(ParityLead.of(List.of(ParityVariable.absent()))).isZero();
        assertThat(ParityLead.of(List.of())).isZero();
    }

    @Test
    void a_perfect_forecast_has_full_skill_and_correlation_and_half_of_the_rmse_term() {
        ParityVariable perfect = ParityVariable.of(List.of(Optional.of(Comparing.surface(FIELDS.with(T)))), 1);
        assertThat(ParityLead.of(List.of(perfect))).isCloseTo(0.6 + 0.3 + 0.05, within(1e-15));
    }

    private static Optional<ParityMetrics> scaled(double error, double anomaly) {
        return Optional.of(level(error, anomaly));
    }

    /** A level whose error and true anomaly are multiples of those of the conformance fields. */
    private static ParityMetrics level(double error, double anomaly) {
        double[] t = new double[T.length];
        double[] f = new double[T.length];
        for (int k = 0; k < t.length; k++) {
            t[k] = C[k] + anomaly * (T[k] - C[k]);
            f[k] = t[k] + error * (F[k] - T[k]);
        }
        return Comparing.level(Comparing.fields(f, t, C, R));
    }

    private static ParityVariable rmse(double error) {
        return new ParityVariable(Metric.of(0), Metric.of(-1), Metric.of(error), Metric.of(1), 0, 0, 1);
    }

    private static double[] map(double[] values, DoubleUnaryOperator operator) {
        return Arrays.stream(values).map(operator).toArray();
    }
}
