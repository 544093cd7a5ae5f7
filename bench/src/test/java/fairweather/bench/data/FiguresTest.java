package fairweather.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import fairweather.bench.Aim;
import fairweather.reference.Field;
import fairweather.reference.Grid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    private final Figures figures = new Figures(new Facts(721, 1440, 50_000_000, 100_000_000, 20_000_000));

    @Test
    void given_nothing_measured_when_the_aims_are_judged_then_there_are_none() {
        assertThat(figures.aims()).isEmpty();
    }

    @Test
    void given_rounds_when_the_aims_are_judged_then_ratios_are_taken_round_by_round() {
        for (double drift : new double[] {1, 4, 2}) {
            figures.add(Measurement.GFS, new Sample(drift, 1, 60_500_000, 40));
            figures.add(Measurement.GFS_RANGES, new Sample(3 * drift, 1, 50_000_000, 40));
            figures.add(Measurement.ARCO, new Sample(2, 1, 40_000_000, 30));
            figures.add(Measurement.ARCO_ZARR, new Sample(2 * drift, 1, 100_000_000, 20));
        }
        assertThat(figures.aims())
                .extracting(Aim::reached, Aim::met)
                .containsExactly(
                        tuple("1.210 (1.210–1.210)", false),
                        tuple("3.00 (3.00–3.00)", true),
                        tuple("2.00 (1.00–4.00)", false));
    }

    @Test
    void given_rounds_when_they_are_tabulated_then_rates_are_of_decoded_values_and_bytes_are_beside_those_needed() {
        figures.add(Measurement.GFS, new Sample(1000, 800, 55_000_000, 40));

        assertThat(figures.tables().getFirst().markdown())
                .contains("| ours | 1,000 (1,000–1,000) | 287 | 800 | 55.0 | 1.10 | 40 |");
    }

    @Test
    void given_another_readers_values_when_they_are_compared_then_the_difference_is_a_part_of_the_range(
            @TempDir Path directory) throws IOException {
        Field field = new Field("2t", null, Instant.EPOCH, Grid.global(2, 2), new float[] {1, 2, 3, 5});

        assertThat(Difference.largest(List.of(field), file(directory, 1, 2, 3, 5)))
                .isZero();
        assertThat(Difference.largest(List.of(field), file(directory, 1, 2, 4, 5)))
                .isEqualTo(0.25);
        assertThat(Difference.largest(List.of(field), file(directory, 1, 2, 3))).isInfinite();
    }

    private static Path file(Path directory, float... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return Files.write(directory.resolve("values.f4"), bytes.array());
    }
}
