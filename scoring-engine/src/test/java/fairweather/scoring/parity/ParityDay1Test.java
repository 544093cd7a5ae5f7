package fairweather.scoring.parity;

import static fairweather.scoring.parity.Comparing.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fairweather.scoring.metric.AnalyticFields;
import fairweather.scoring.metric.Metric;
import fairweather.scoring.metric.Metric.Reason;
import fairweather.scoring.metric.MetricName;
import fairweather.scoring.parity.ParityDay1Component.Skipped;
import fairweather.scoring.score.Day1Score;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Day 1 in mode parity: what is left out, and who is a clone. */
class ParityDay1Test {
    private static final AnalyticFields FIELDS = AnalyticFields.of(5, 8);
    private static final double[] F = FIELDS.f();
    private static final double[] T = FIELDS.t();
    private static final double[] C = FIELDS.c();
    private static final double[] R = FIELDS.r();

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

    private static double[] map(double[] values, DoubleUnaryOperator operator) {
        return Arrays.stream(values).map(operator).toArray();
    }
}
