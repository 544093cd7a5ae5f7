package fairweather.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Instant TIME = Instant.parse("2018-10-06T18:00:00Z");

    @Test
    void the_global_grid_has_rows_at_both_poles_and_no_second_meridian() {
        Grid grid = Grid.global(5, 8);
        assertThat(grid.latitudes()).containsExactly(90, 45, 0, -45, -90);
        assertThat(grid.longitudes()).containsExactly(0, 45, 90, 135, 180, 225, 270, 315);
    }

    @Test
    void axes_out_of_order_or_out_of_range_are_refused() {
        double[] longitudes = {0, 180};
        assertThatThrownBy(() -> new Grid(new double[] {-90, 90}, longitudes)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> new Grid(new double[] {91, 0}, longitudes)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> new Grid(new double[] {Double.NaN}, longitudes))
                .isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> new Grid(new double[] {0}, new double[] {0, 360}))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void a_grid_does_not_change_with_the_arrays_it_was_made_of() {
        double[] latitudes = {90, -90};
        Grid grid = new Grid(latitudes, new double[] {0});
        latitudes[0] = 10;
        grid.latitudes()[1] = 10;
        assertThat(grid.latitudes()).containsExactly(90, -90);
    }

    @Test
    void a_field_needs_a_value_for_every_point() {
        assertThatThrownBy(() -> new Field("10u", null, TIME, Grid.global(3, 4), new float[11]))
                .hasMessageContaining("11 values for 12 points");
    }

    @Test
    void the_sha256_of_a_field_is_that_of_its_little_endian_values_with_one_NaN() {
        Grid grid = new Grid(new double[] {0}, new double[] {0, 90});
        float otherNaN = Float.intBitsToFloat(0x7fc12345);
        Field field = new Field("10u", null, TIME, grid, new float[] {1, otherNaN});
        assertThat(field.payload()).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0xc0, 0x7f);
        assertThat(field.sha256()).isEqualTo(Sha256.hex(field.payload())).hasSize(64);
    }

    @Test
    void different_keys_have_different_safe_file_names() {
        assertThat(FieldKey.forecast("10u", null, TIME, 12).fileName())
                .isEqualTo("gfs_forecast-10u-20181007T0600-from-20181006T1800-lead-12");
        assertThat(FieldKey.truth("../z", 500, TIME).fileName()).isEqualTo("era5-___z-500hPa-20181006T1800");
    }
}
