package fairweather.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fields that are known everywhere on the sphere, φ latitude and λ longitude: climatology 5000 + 1000 cos φ, truth
 * climatology + 100 cos φ sin λ + 20 sin 2φ, forecast truth + 10 sin φ + 5 cos φ cos 2λ + 2. Their numbers on four grids
 * were computed in another program and are given to seven decimals; on the 30° grid the two weight rules differ by 2 %.
 */
class GoldenVectorsTest {
    /** The numbers are rounded to seven decimals. */
    private static final double ROUNDING = 0.6e-7;

    @ParameterizedTest(name = "{0}° from {1}°, {2}")
    @CsvSource({
        "30, 90, COS_1, 5.6370658, 44.2363886, 6.6510442, 0.9944557, 0.9949741",
        "30, 90, CELL_AREA_1, 5.7857292, 46.2727843, 6.8024102, 0.9939810, 0.9945169",
        "5.625, 87.1875, COS_1, 5.7712105, 45.6901496, 6.7594489, 0.9941193, 0.9946502",
        "5.625, 87.1875, CELL_AREA_1, 5.7712105, 45.6901496, 6.7594489, 0.9941193, 0.9946502",
        "1.5, 90, COS_1, 5.7688463, 45.6633343, 6.7574651, 0.9941256, 0.9946563",
        "1.5, 90, CELL_AREA_1, 5.7692088, 45.6683322, 6.7578349, 0.9941244, 0.9946552",
        "0.25, 90, COS_1, 5.7690481, 45.6665741, 6.7577048, 0.9941249, 0.9946556",
        "0.25, 90, CELL_AREA_1, 5.7690581, 45.6667129, 6.7577151, 0.9941248, 0.9946555"
    })
    void metrics_equal_the_golden_vectors(
            double step,
            double first,
            WeightRule rule,
            double mae,
            double mse,
            double rmse,
            double uncentred,
            double acc) {
        Metrics metrics = metrics(step, first, rule);

        assertThat(value(metrics, MetricName.BIAS)).isCloseTo(2, within(1e-12));
        assertThat(value(metrics, MetricName.MAE)).isCloseTo(mae, within(ROUNDING));
        assertThat(value(metrics, MetricName.MSE)).isCloseTo(mse, within(ROUNDING));
        assertThat(value(metrics, MetricName.RMSE)).isCloseTo(rmse, within(ROUNDING));
        assertThat(value(metrics, MetricName.ACC_UNCENTRED)).isCloseTo(uncentred, within(ROUNDING));
        assertThat(value(metrics, MetricName.ACC)).isCloseTo(acc, within(ROUNDING));
    }

    @Test
    void fine_grids_come_near_the_values_of_the_sphere_itself() {
        Metrics metrics = metrics(0.25, 90, WeightRule.CELL_AREA_1);
        assertThat(value(metrics, MetricName.MSE)).isCloseTo(45 + 2.0 / 3, within(1e-4));
    }

    @Test
    void normalised_weights_of_the_coarse_grid_tell_the_rules_apart() {
        double[] latitudes = {90, 60, 30, 0, -30, -60, -90};
        assertThat(normalised(WeightRule.CELL_AREA_1.weights(latitudes)))
                .containsExactly(
                        new double[] {0.1192596, 0.9058667, 1.5690071, 1.8117333, 1.5690071, 0.9058667, 0.1192596},
                        within(ROUNDING));
        assertThat(normalised(WeightRule.COS_1.weights(latitudes)))
                .containsExactly(
                        new double[] {0, 0.9378222, 1.6243557, 1.8756443, 1.6243557, 0.9378222, 0}, within(ROUNDING));
    }

    private static double[] normalised(double[] weights) {
        double mean = Arrays.stream(weights).average().orElseThrow();
        return Arrays.stream(weights).map(weight -> weight / mean).toArray();
    }

    private static double value(Metrics metrics, MetricName name) {
        return metrics.get(name).value();
    }

    private static Metrics metrics(double step, double first, WeightRule rule) {
        int rows = (int) Math.round(2 * first / step) + 1;
        int columns = (int) Math.round(360 / step);
        double[] latitudes = new double[rows];
        double[] c = new double[rows * columns];
        double[] t = new double[rows * columns];
        double[] f = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            latitudes[i] = first - i * step;
            double phi = StrictMath.toRadians(latitudes[i]);
            for (int j = 0; j < columns; j++) {
                double lambda = StrictMath.toRadians(j * step);
                int k = i * columns + j;
                c[k] = 5000 + 1000 * StrictMath.cos(phi);
                t[k] = c[k] + 100 * StrictMath.cos(phi) * StrictMath.sin(lambda) + 20 * StrictMath.sin(2 * phi);
                f[k] = t[k] + 10 * StrictMath.sin(phi) + 5 * StrictMath.cos(phi) * StrictMath.cos(2 * lambda) + 2;
            }
        }
        return Metrics.of(new Kernel(latitudes, columns, rule)
                .sums(Comparison.of(Rows.of(f), Rows.of(t), Rows.of(c)))
                .global());
    }
}
