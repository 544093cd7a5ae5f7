package fairweather.reference.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.FailureException;
import fairweather.reference.Grid;
import org.junit.jupiter.api.Test;

class OrientationTest {

    @Test
    void rows_are_turned_and_columns_moved_around() {
        Orientation orientation = Orientation.of(new double[] {-90, 0, 90}, new double[] {-180, -90, 0, 90});

        assertThat(orientation.grid()).isEqualTo(new Grid(new double[] {90, 0, -90}, new double[] {0, 90, 180, 270}));
        StringBuilder runs = new StringBuilder();
        orientation.forEachRun(
                (row, column, to, count) -> runs.append(row + "," + column + "->" + to + "x" + count + " "));
        assertThat(runs).hasToString("2,2->0x2 2,0->2x2 1,2->4x2 1,0->6x2 0,2->8x2 0,0->10x2 ");
    }

    @Test
    void what_is_canonical_already_is_copied_row_by_row() {
        Orientation orientation = Orientation.of(new double[] {1, 0}, new double[] {0, 120, 240});
        StringBuilder runs = new StringBuilder();
        orientation.forEachRun(
                (row, column, to, count) -> runs.append(row + "," + column + "->" + to + "x" + count + " "));
        assertThat(runs).hasToString("0,0->0x3 1,0->3x3 ");
    }

    @Test
    void coordinates_that_make_no_grid_are_refused() {
        double[] north = {1, 0};
        for (double[] longitudes : new double[][] {{0, 360}, {-180, 180}, {10, 5}, {0, Double.NaN}, {0, 1000}}) {
            assertThatThrownBy(() -> Orientation.of(north, longitudes)).isInstanceOf(FailureException.class);
        }
        for (double[] latitudes : new double[][] {{0, 1, 1}, {0, 2, 1}, {91, 0}, {0, Double.NaN}}) {
            assertThatThrownBy(() -> Orientation.of(latitudes, new double[] {0, 180}))
                    .isInstanceOf(FailureException.class);
        }
    }
}
