package fairweather.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import org.junit.jupiter.api.Test;

class ForecastAxesTest {
    private static final double[] LATITUDES = {90, 45, 0, -45, -90};
    private static final double[] LONGITUDES = {0, 90, 180, 270};
    private static final float[][] FIELD = {
        {0, 1, 2, 3}, {10, 11, 12, 13}, {20, 21, 22, 23}, {30, 31, 32, 33}, {40, 41, 42, 43}
    };

    @Test
    void a_field_on_the_truths_own_axes_is_read_as_it_is() {
        assertRows(match(LATITUDES, LONGITUDES).latitudeFirst(flat(FIELD)), FIELD);
    }

    @Test
    void ascending_latitudes_longitudes_from_minus_180_and_exchanged_axes_are_put_in_order() {
        ForecastAxes axes = match(new double[] {-90, -45, 0, 45, 90}, new double[] {-180, -90, 0, 90});
        float[][] turned = new float[5][4];
        float[] exchanged = new float[20];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 4; j++) {
                turned[i][j] = FIELD[4 - i][(j + 2) % 4];
                exchanged[j * 5 + i] = turned[i][j];
            }
        }
        assertRows(axes.latitudeFirst(flat(turned)), FIELD);
        assertRows(axes.longitudeFirst(exchanged), FIELD);
    }

    @Test
    void a_pole_that_only_the_truth_has_is_a_copy_of_the_nearest_row() {
        float[][] expected = {FIELD[1], FIELD[1], FIELD[2], FIELD[3], FIELD[3]};
        float[][] inner = {FIELD[1], FIELD[2], FIELD[3]};
        assertRows(match(new double[] {45, 0, -45}, LONGITUDES).latitudeFirst(flat(inner)), expected);
        float[][] noSouthPole = {FIELD[0], FIELD[1], FIELD[2], FIELD[3]};
        float[][] copied = {FIELD[0], FIELD[1], FIELD[2], FIELD[3], FIELD[3]};
        assertRows(match(new double[] {90, 45, 0, -45}, LONGITUDES).latitudeFirst(flat(noSouthPole)), copied);
    }

    @Test
    void axes_equal_within_a_ten_thousandth_of_a_degree_across_the_meridian_too() {
        ForecastAxes axes = match(LATITUDES, new double[] {-0.00005, 90.00005, 180, -90});
        assertRows(axes.latitudeFirst(flat(FIELD)), FIELD);
    }

    @Test
    void any_other_grid_is_refused() {
        assertLayout(new double[] {90, 45, 0, -90}, LONGITUDES, "no row at latitude -45.0");
        assertLayout(new double[] {90, 45, 10, 0, -45, -90}, LONGITUDES, "no row at latitude 0.0");
        assertLayout(new double[] {90, 45, 0, -45, -90, -95}, LONGITUDES, "that the truth has not");
        assertLayout(new double[] {90, 45, 0.001, -45, -90}, LONGITUDES, "no row at latitude 0.0");
        assertLayout(new double[] {}, LONGITUDES, "no row at latitude 90.0");
        assertLayout(LATITUDES, new double[] {0, 90, 180}, "3 longitudes, the truth 4");
        assertLayout(LATITUDES, new double[] {0, 90, 90, 270}, "no column at longitude 180.0");
        assertLayout(LATITUDES, new double[] {0, 90, Double.NaN, 270}, "no number");
    }

    @Test
    void a_field_of_another_size_is_refused() {
        assertThatThrownBy(() -> match(LATITUDES, LONGITUDES).latitudeFirst(new float[19]))
                .hasMessageContaining("19 values");
    }

    private static ForecastAxes match(double[] latitudes, double[] longitudes) {
        return ForecastAxes.match(latitudes, longitudes, LATITUDES, LONGITUDES);
    }

    private static void assertLayout(double[] latitudes, double[] longitudes, String text) {
        assertThatThrownBy(() -> match(latitudes, longitudes))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.CONTENT_LAYOUT))
                .hasMessageContaining(text);
    }

    private static void assertRows(Rows rows, float[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            double[] row = new double[4];
            rows.read(i, row);
            float[] narrowed = new float[4];
            for (int j = 0; j < 4; j++) {
                narrowed[j] = (float) row[j];
            }
            assertThat(narrowed).as("row " + i).isEqualTo(expected[i]);
        }
    }

    private static float[] flat(float[][] field) {
        float[] flat = new float[field.length * 4];
        for (int i = 0; i < field.length; i++) {
            System.arraycopy(field[i], 0, flat, i * 4, 4);
        }
        return flat;
    }
}
