package fairweather.scoring.parity;

import static fairweather.scoring.parity.Comparing.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.scoring.metric.AnalyticFields;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Metrics by the definitions of the reference, and every case in which there is no number. */
class ParityMetricsTest {
    private static final AnalyticFields FIELDS = AnalyticFields.of(5, 8);
    private static final double[] F = FIELDS.f();
    private static final double[] T = FIELDS.t();
    private static final double[] C = FIELDS.c();
    private static final double[] R = FIELDS.r();

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

    private static double[] map(double[] values, DoubleUnaryOperator operator) {
        return Arrays.stream(values).map(operator).toArray();
    }
}
