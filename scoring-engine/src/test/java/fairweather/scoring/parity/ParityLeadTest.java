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
import fairweather.scoring.score.Absence;
import fairweather.scoring.score.Thickness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** An ERA5 lead in mode parity: levels to a variable, variables to a lead. */
class ParityLeadTest {
    private static final AnalyticFields FIELDS = AnalyticFields.of(5, 8);
    private static final double[] F = FIELDS.f();
    private static final double[] T = FIELDS.t();
    private static final double[] C = FIELDS.c();
    private static final double[] R = FIELDS.r();

    @Test
    void the_skill_of_levels_is_a_mean_of_ratios_and_one_level_can_drag_it_down() {
        List<Optional<ParityMetrics>> levels = List.of(scaled(1, 1), scaled(2, 1), scaled(1, 0.05));
        double[] thickness = Thickness.of(500, 700, 850);
        ParityVariable variable = ParityVariable.of(levels, thickness);
        double skill = 0;
        double acc = 0;
        double mse = 0;
        double debiased = 0;
        double climatology = 0;
        for (int l = 0; l < 3; l++) {
            ParityMetrics level = levels.get(l).orElseThrow();
            skill += thickness[l] * value(level, MetricName.SKILL_SCORE_CLIMATOLOGY);
            acc += thickness[l] * value(level, MetricName.ACC);
            mse += thickness[l] * value(level, MetricName.MSE);
            debiased += thickness[l] * value(level, MetricName.MSE_DEBIASED);
            climatology += thickness[l] * value(level, MetricName.MSE_CLIMATOLOGY);
        }
        assertThat(variable.skill().value()).isCloseTo(skill, within(1e-15));
        assertThat(variable.skillTerm()).isEqualTo(Math.clamp(skill, 0, 1));
        assertThat(variable.acc().value()).isCloseTo(acc, within(1e-15));
        assertThat(variable.accTerm()).isCloseTo((acc + 1) / 2, within(1e-15));
        assertThat(variable.rmse().value()).isCloseTo(Math.sqrt(mse), within(1e-15));
        assertThat(variable.rmseShare()).isEqualTo(1);
        assertThat(value(levels.getLast().orElseThrow(), MetricName.SKILL_SCORE_CLIMATOLOGY))
                .isLessThan(0.3);
        assertThat(skill).as("a ratio of means would hide it").isLessThan(1 - debiased / climatology - 0.1);
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
