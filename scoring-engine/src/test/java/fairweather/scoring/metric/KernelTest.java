package fairweather.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelTest {
    private static final double NaN = Double.NaN;

    @Test
    void the_order_of_summation_is_eight_lanes_a_row_and_rows_from_north_to_south() {
        Random random = new Random(1);
        int rows = 7;
        int columns = 21;
        double[] latitudes = {90, 60, 30, 0, -30, -60, -90};
        double[] f = random.doubles(rows * columns).toArray();
        double[] t = random.doubles(rows * columns).toArray();
        double[] c = random.doubles(rows * columns).toArray();
        t[5] = NaN;
        PartialSums sums = new Kernel(latitudes, columns, WeightRule.COS_1)
                .sums(Comparison.of(Rows.of(f), Rows.of(t), Rows.of(c)));

        double[] weights = WeightRule.COS_1.weights(latitudes);
        double[] expected = new double[3];
        for (int i = 0; i < rows; i++) {
            double[] lane = new double[8];
            for (int j = 0; j < columns; j++) {
                double d = f[i * columns + j] - t[i * columns + j];
                lane[j % 8] += Double.isNaN(d) ? 0 : d * d;
            }
            double row = ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
            expected[i < 3 ? 0 : i == 3 ? 1 : 2] += weights[i] * row;
        }
        assertThat(sums.nh().get(Sum.DD)).isEqualTo(expected[0]);
        assertThat(sums.tropics().get(Sum.DD)).isEqualTo(expected[1]);
        assertThat(sums.sh().get(Sum.DD)).isEqualTo(expected[2]);
        assertThat(sums.global().get(Sum.DD)).isEqualTo(expected[0] + expected[1] + expected[2]);
    }

    @Test
    void arrays_and_buffers_of_the_same_values_give_the_same_bits() {
        AnalyticFields fields = AnalyticFields.of(19, 36).inFloat32();
        float[] f = new float[fields.f().length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) fields.f()[i];
        }
        FloatBuffer shifted = FloatBuffer.allocate(f.length + 3);
        shifted.position(3).put(f).position(3);
        Kernel kernel = fields.kernel(WeightRule.COS_1);
        Rows t = Rows.of(fields.t());
        Rows c = Rows.of(fields.c());
        PartialSums expected = kernel.sums(Comparison.of(Rows.of(fields.f()), t, c));
        assertThat(kernel.sums(Comparison.of(Rows.of(f), t, c))).isEqualTo(expected);
        assertThat(kernel.sums(Comparison.of(Rows.of(shifted), t, c))).isEqualTo(expected);
        assertThat(shifted.position()).isEqualTo(3);
    }

    @Test
    void a_gap_earns_exactly_what_climatology_earns() {
        AnalyticFields fields = AnalyticFields.of(19, 36);
        double[] withGaps = fields.f().clone();
        double[] filled = fields.f().clone();
        for (int i = 40; i < 400; i += 7) {
            withGaps[i] = i % 2 == 0 ? NaN : Double.POSITIVE_INFINITY;
            filled[i] = fields.c()[i];
        }
        BandSums gaps = fields.with(withGaps).sums(WeightRule.COS_1).global();
        BandSums climatology = fields.with(filled).sums(WeightRule.COS_1).global();
        for (Sum sum :
                new Sum[] {Sum.N, Sum.W, Sum.D, Sum.DD, Sum.ABS_D, Sum.A, Sum.AA, Sum.AO, Sum.AE, Sum.D_UNWEIGHTED}) {
            assertThat(gaps.get(sum)).as(sum.word()).isEqualTo(climatology.get(sum));
        }
        assertThat(gaps.get(Sum.N_GAP)).isEqualTo(52);
        assertThat(climatology.get(Sum.N_GAP)).isZero();
        assertThat(gaps.get(Sum.GG)).isLessThan(climatology.get(Sum.GG));
    }

    @Test
    void the_points_that_count_never_depend_on_the_forecast() {
        AnalyticFields fields = AnalyticFields.of(9, 8);
        double[] truth = fields.t().clone();
        double[] climatology = fields.c().clone();
        double[] reference = fields.r().clone();
        truth[10] = NaN;
        climatology[20] = NaN;
        reference[30] = Double.NEGATIVE_INFINITY;
        double[] nothing = new double[fields.f().length];
        Arrays.fill(nothing, NaN);
        for (double[] forecast : new double[][] {fields.f(), nothing}) {
            PartialSums with = fields.kernel(WeightRule.COS_1)
                    .sums(new Comparison(
                            Rows.of(forecast), Rows.of(truth), Rows.of(climatology), Rows.of(reference), null));
            PartialSums without = fields.kernel(WeightRule.COS_1)
                    .sums(Comparison.of(Rows.of(forecast), Rows.of(truth), Rows.of(climatology)));
            assertThat(with.global().get(Sum.N)).isEqualTo(69);
            assertThat(without.global().get(Sum.N)).isEqualTo(70);
            assertThat(with.global().get(Sum.N_ALL)).isEqualTo(72);
        }
    }

    @Test
    void values_outside_the_documented_bounds_are_weighed_without_the_gaps() {
        double[] latitudes = {60, 0, -60};
        double[] f = {1, 5, NaN, 7, 9, 3};
        double[] zeros = new double[6];
        BandSums sums = new Kernel(latitudes, 2, WeightRule.COS_1)
                .sums(new Comparison(Rows.of(f), Rows.of(zeros), Rows.of(zeros), Rows.of(zeros), new Bounds(1, 6)))
                .global();
        assertThat(sums.get(Sum.W_OUT)).isEqualTo(1 + StrictMath.cos(StrictMath.toRadians(60)));
        assertThat(sums.get(Sum.F_MIN)).isEqualTo(1);
        assertThat(sums.get(Sum.F_MAX)).isEqualTo(9);
    }

    @Test
    void equal_values_are_counted_without_the_gaps() {
        double[] f = {1, 2, NaN, 4};
        double[] r = {1, 3, 0, 4};
        double[] zeros = new double[4];
        BandSums sums = new Kernel(new double[] {10, -10}, 2, WeightRule.COS_1)
                .sums(new Comparison(Rows.of(f), Rows.of(zeros), Rows.of(zeros), Rows.of(r), null))
                .global();
        assertThat(sums.get(Sum.N_EQUAL)).isEqualTo(2);
        assertThat(Metrics.of(sums).get(MetricName.EQUAL_SHARE)).isEqualTo(Metric.of(2.0 / 3));
    }

    @Test
    void the_stored_form_comes_back_and_holds_no_number_that_is_not_finite() {
        AnalyticFields fields = AnalyticFields.of(9, 8);
        double[] nothing = new double[fields.f().length];
        Arrays.fill(nothing, NaN);
        PartialSums sums = fields.with(nothing).sums(WeightRule.CELL_AREA_1);
        double[] stored = sums.toArray();
        assertThat(stored).hasSize(75);
        assertThat(PartialSums.ofArray(stored)).isEqualTo(sums);
        assertThat(Arrays.stream(stored).allMatch(Double::isFinite)).isTrue();
        assertThat(sums.global().get(Sum.F_MIN)).isEqualTo(Double.MAX_VALUE);
        assertThat(sums.global().get(Sum.F_MAX)).isEqualTo(-Double.MAX_VALUE);
        assertThatThrownBy(() -> PartialSums.ofArray(new double[50])).isInstanceOf(IllegalArgumentException.class);
        stored[4] = NaN;
        assertThatThrownBy(() -> PartialSums.ofArray(stored)).hasMessageContaining("finite");
    }

    @Test
    void sums_of_runs_add_and_their_extremes_join() {
        AnalyticFields fields = AnalyticFields.of(9, 8);
        PartialSums one = fields.sums(WeightRule.COS_1);
        PartialSums other = fields.with(fields.c()).sums(WeightRule.COS_1);
        BandSums both = one.plus(other).global();
        assertThat(both.get(Sum.N)).isEqualTo(144);
        assertThat(both.get(Sum.DD))
                .isCloseTo(one.global().get(Sum.DD) + other.global().get(Sum.DD), within(1e-9));
        assertThat(both.get(Sum.F_MIN))
                .isEqualTo(Math.min(one.global().get(Sum.F_MIN), other.global().get(Sum.F_MIN)));
        PartialSums without = fields.kernel(WeightRule.COS_1)
                .sums(Comparison.of(Rows.of(fields.f()), Rows.of(fields.t()), Rows.of(fields.c())));
        assertThatThrownBy(() -> without.global().get(Sum.GG)).hasMessageContaining("reference forecast");
        assertThatThrownBy(() -> Metrics.of(without.global()).get(MetricName.CLONE_DISTANCE))
                .hasMessageContaining("reference forecast");
    }

    @Test
    void sums_with_and_without_a_reference_forecast_add_to_sums_without_one() {
        AnalyticFields fields = AnalyticFields.of(9, 8);
        PartialSums with = fields.sums(WeightRule.COS_1);
        PartialSums without = fields.kernel(WeightRule.COS_1)
                .sums(Comparison.of(Rows.of(fields.c()), Rows.of(fields.t()), Rows.of(fields.c())));

        PartialSums both = with.plus(without);

        assertThat(without.plus(with)).isEqualTo(both);
        assertThat(both.hasReference()).isFalse();
        assertThat(both.toArray()).hasSize(51);
        BandSums full =
                with.plus(fields.with(fields.c()).sums(WeightRule.COS_1)).global();
        assertThat(both.global().toArray()).isEqualTo(Arrays.copyOf(full.toArray(), 17));
        assertThat(Metrics.of(both.global()).get(MetricName.SKILL_SCORE_CLIMATOLOGY))
                .isEqualTo(Metrics.of(full).get(MetricName.SKILL_SCORE_CLIMATOLOGY));
    }

    @Test
    void the_most_extreme_float32_values_stay_finite() {
        double[] extreme = new double[8 * 16];
        Arrays.fill(extreme, Float.MAX_VALUE);
        double[] opposite = new double[8 * 16];
        Arrays.fill(opposite, -Float.MAX_VALUE);
        double[] latitudes = {80, 60, 40, 20, 0, -20, -40, -60};
        PartialSums sums = new Kernel(latitudes, 16, WeightRule.COS_1)
                .sums(new Comparison(
                        Rows.of(extreme), Rows.of(opposite), Rows.of(new double[128]), Rows.of(opposite), null));
        double error = 2.0 * Float.MAX_VALUE;
        Metrics metrics = Metrics.of(sums.global());
        assertThat(metrics.get(MetricName.MAE).value()).isCloseTo(error, within(1e-14 * error));
        assertThat(metrics.get(MetricName.MSE).value()).isCloseTo(error * error, within(1e-14 * error * error));
    }

    @Test
    void the_boundaries_of_the_tropics_are_tropics() {
        assertThat(Region.of(20)).isEqualTo(Region.TROPICS);
        assertThat(Region.of(20.00001)).isEqualTo(Region.NH);
        assertThat(Region.of(-20)).isEqualTo(Region.TROPICS);
        assertThat(Region.of(-20.25)).isEqualTo(Region.SH);
    }

    @Test
    void weights_are_zero_at_the_poles_for_the_cosine_and_positive_for_cell_areas() {
        double[] latitudes = {90, 45, 0, -45, -90};
        assertThat(WeightRule.COS_1.weights(latitudes)).startsWith(0).endsWith(0);
        double[] areas = WeightRule.CELL_AREA_1.weights(latitudes);
        assertThat(areas[0]).isEqualTo(areas[4]).isPositive();
        assertThat(Arrays.stream(areas).sum()).isCloseTo(2, within(1e-15));
    }

    @Test
    void a_grid_that_does_not_descend_is_refused() {
        assertThatThrownBy(() -> new Kernel(new double[] {-90, 90}, 4, WeightRule.COS_1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
