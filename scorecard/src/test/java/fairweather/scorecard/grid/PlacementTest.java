package fairweather.scorecard.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fairweather.reference.Grid;
import fairweather.scorecard.data.Axes;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values on other grids, by hand. */
class PlacementTest {
    private static final float GAP = Float.NaN;
    private static final Axes SQUARE = new Axes(new double[] {10, 0}, new double[] {0, 90, 180, 270});

    private static double[] row(Placement placement, int row, int columns, float... values) {
        double[] into = new double[columns];
        placement.rows(values).read(row, into);
        return into;
    }

    private static Grid grid(double latitude, double... longitudes) {
        return new Grid(new double[] {latitude}, longitudes);
    }

    @Test
    void a_value_between_four_points_is_their_weighted_mean() {
        Placement placement = Placement.of(SQUARE, grid(2.5, 45, 337.5), true);
        assertThat(placement.regridded()).isTrue();
        double[] values = row(placement, 0, 2, 0, 4, 0, 8, 10, 20, 0, 40);
        // 3/4 of the southern row; halfway between columns, and three quarters of the way round to the first.
        assertThat(values[0]).isCloseTo(0.25 * 2 + 0.75 * 15, within(1e-12));
        assertThat(values[1]).isCloseTo(0.25 * (8 * 0.25) + 0.75 * (40 * 0.25 + 10 * 0.75), within(1e-12));
    }

    @Test
    void only_a_neighbour_that_counts_can_make_a_gap() {
        double[] values = row(Placement.of(SQUARE, grid(10, 0, 45, 90), true), 0, 3, 1, GAP, 1, 1, GAP, GAP, GAP, GAP);
        assertThat(values[0]).isEqualTo(1);
        assertThat(values[1]).isNaN();
        assertThat(values[2]).isNaN();
    }

    @Test
    void beyond_the_last_row_reaches_one_step_and_no_more() {
        float[] field = {1, 1, 1, 1, 2, 2, 2, 2};
        assertThat(row(Placement.of(SQUARE, grid(19, 0), true), 0, 1, field)).containsExactly(1);
        assertThat(row(Placement.of(SQUARE, grid(21, 0), true), 0, 1, field)).containsExactly(Double.NaN);
        assertThat(row(Placement.of(SQUARE, grid(-9, 0), true), 0, 1, field)).containsExactly(2);
    }

    @Test
    void a_part_of_the_globe_does_not_go_round() {
        Axes part = new Axes(new double[] {0, 10}, new double[] {350, 0, 10});
        Placement placement = Placement.of(part, grid(5, 5, 20, 355), true);
        double[] values = row(placement, 0, 3, 1, 2, 3, 1, 2, 3);
        assertThat(values[0]).isCloseTo(2.5, within(1e-12));
        assertThat(values[1]).isNaN();
        assertThat(values[2]).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void a_wave_is_met_to_second_order() {
        double[] latitudes = IntStream.range(0, 37).mapToDouble(i -> 90 - 5 * i).toArray();
        double[] longitudes = IntStream.range(0, 72).mapToDouble(j -> 5 * j).toArray();
        float[] field = new float[37 * 72];
        for (int i = 0; i < field.length; i++) {
            field[i] = (float) wave(latitudes[i / 72], longitudes[i % 72]);
        }
        Grid target = Grid.global(61, 120);
        Placement placement = Placement.of(new Axes(latitudes, longitudes), target, true);
        double[] values = new double[120];
        for (int i = 0; i < 61; i++) {
            placement.rows(field).read(i, values);
            for (int j = 0; j < 120; j++) {
                assertThat(values[j]).isCloseTo(wave(target.latitudes()[i], target.longitudes()[j]), within(0.004));
            }
        }
    }

    private static double wave(double latitude, double longitude) {
        return Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(longitude));
    }

    @Test
    void without_leave_to_interpolate_another_grid_is_refused_and_says_how() {
        assertThatThrownBy(() -> Placement.of(SQUARE, grid(5, 0), false)).hasMessage("it has no latitude 5.0");
        assertThatThrownBy(() -> Placement.of(SQUARE, grid(10, 45), false)).hasMessage("it has no longitude 45.0");
    }

    @Test
    void every_second_point_is_another_grid() {
        Grid coarse = new Grid(new double[] {10, 0}, new double[] {0, 180});
        assertThatThrownBy(() -> Placement.of(SQUARE, coarse, false)).hasMessage("its longitudes are closer");
        assertThat(Placement.of(SQUARE, coarse, true).regridded()).isTrue();
        Axes fine = new Axes(new double[] {10, 5, 0}, new double[] {0, 90, 180, 270});
        assertThatThrownBy(() -> Placement.of(fine, new Grid(new double[] {10, 0}, fine.longitudes()), false))
                .hasMessage("its latitudes are closer");
    }

    @Test
    void coordinates_that_differ_by_rounding_are_the_same() {
        Axes rounded = new Axes(new double[] {10.00005, -0.00005}, new double[] {-0.00003, 90.00009, 180, 270});
        assertThat(Placement.of(rounded, new Grid(SQUARE.latitudes(), SQUARE.longitudes()), false)
                        .regridded())
                .isFalse();
    }

    @Test
    void axes_that_are_none_are_refused() {
        assertThatThrownBy(() -> Sorted.of(new Axes(new double[] {0, 95}, new double[] {0})))
                .hasMessage("its latitudes are not all between -90 and 90");
        assertThatThrownBy(() -> Sorted.of(new Axes(new double[] {0, 0}, new double[] {0})))
                .hasMessage("a latitude is there twice");
        assertThatThrownBy(() -> Sorted.of(new Axes(new double[] {0}, new double[] {Double.NaN})))
                .hasMessage("its longitudes are not all between -720 and 720");
    }
}
