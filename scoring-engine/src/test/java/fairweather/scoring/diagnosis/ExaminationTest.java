package fairweather.scoring.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private static final Weather WEATHER = new Weather(181, 360, 5);
    private static final float[] FORECAST = Weather.noisy(WEATHER.field(0), 1, 1);

    @Test
    void rows_in_any_order_and_from_several_threads_give_the_same_bits() {
        Diagnosis inOrder = WEATHER.examined(FORECAST);
        List<Integer> shuffled =
                Arrays.asList(IntStream.range(0, WEATHER.rows).boxed().toArray(Integer[]::new));
        Collections.shuffle(shuffled, new Random(2));
        Examination mixed = new Examination(WEATHER.background());
        shuffled.parallelStream().forEach(row -> mixed.row(row, row(row)));

        assertThat(mixed.result().sketch()).isEqualTo(inOrder.sketch());
        assertThat(mixed.result().match()).isEqualTo(inOrder.match());
        assertThat(mixed.result().negatives()).isEqualTo(inOrder.negatives());
    }

    private static float[] row(int row) {
        return Arrays.copyOfRange(FORECAST, row * WEATHER.columns, (row + 1) * WEATHER.columns);
    }

    @Test
    void negative_values_are_counted_everywhere_and_not_only_in_the_sample() {
        float[] field = FORECAST.clone();
        field[7] = -1;
        field[field.length - 3] = -0.5f;
        field[field.length - 4] = -0.0f;

        assertThat(WEATHER.examined(field).negatives()).isEqualTo(2);
    }

    @Test
    void another_truth_looks_at_other_points() {
        SamplePoints one = SamplePoints.of(721, 1440, Seed.of("0123456789abcdef00"));
        SamplePoints same = SamplePoints.of(721, 1440, Seed.of("0123456789abcdef00"));
        SamplePoints other = SamplePoints.of(721, 1440, Seed.of("fedcba987654321000"));

        assertThat(points(one)).isEqualTo(points(same));
        assertThat(points(one)).hasSizeBetween(SamplePoints.ENOUGH, 2 * SamplePoints.ENOUGH);
        assertThat(points(one).stream().filter(points(other)::contains).count())
                .isLessThan(points(one).size() / 20);
    }

    @Test
    void every_square_of_a_grid_has_its_point_and_a_small_grid_all_of_them() {
        SamplePoints degree = SamplePoints.of(181, 360, new Seed(3));
        assertThat(degree.count()).isEqualTo(46 * 90);
        for (int band = 0; band < degree.bands(); band++) {
            assertThat(degree.rowOfBand(band) / 4).isEqualTo(band);
            assertThat(degree.bandOfRow(degree.rowOfBand(band))).isEqualTo(band);
            for (int square = 0; square < 90; square++) {
                assertThat(degree.column(degree.firstOfBand(band) + square) / 4).isEqualTo(square);
            }
        }
        assertThat(SamplePoints.of(19, 36, new Seed(3)).count()).isEqualTo(19 * 36);
    }

    private static List<Integer> points(SamplePoints points) {
        return IntStream.range(0, points.count())
                .mapToObj(point -> points.rowOfBand(point / (points.count() / points.bands())) * points.columns()
                        + points.column(point))
                .toList();
    }
}
