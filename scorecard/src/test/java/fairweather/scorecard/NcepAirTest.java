package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.data.Series;
import fairweather.scorecard.location.Location;
import fairweather.scorecard.location.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Zarr store of two years: packed int16, blosc, edge chunks, 730 times to a chunk, a region, a name of its own. */
class NcepAirTest {
    private static final Instant YEAR_2014 = Instant.parse("2014-01-01T00:00:00Z");
    private static final int TIMES = 1460;
    private static final int HOURS = 6;

    @TempDir
    private static Path folder;

    private static Dataset air;
    private static Dataset usual;

    @BeforeAll
    static void openTheStoreAndMakeTheClimatologyOfItsFirstYear() throws IOException {
        String store = Data.path("ncep-air-namerica-6h-zarr/air_temperature.zarr");
        Location location = new Location(new Scratch(), Names.KNOWN);
        air = location.open(store);
        Series series = air.series().getFirst();
        int points = series.axes().points();
        double[][] sums = new double[4][points];
        for (int t = 0; t < TIMES; t++) {
            float[] values = series.values().read(0, 0, t);
            for (int i = 0; i < points; i++) {
                sums[t % 4][i] += values[i];
            }
        }
        usual = location.open(byHour(series, sums).toString());
    }

    /** The same four means for every day of the year. */
    private static Path byHour(Series series, double[][] sums) throws IOException {
        int points = series.axes().points();
        float[] values = new float[366 * 4 * points];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sums[i / points % 4][i % points] / (TIMES / 4));
        }
        double[] latitudes = series.axes().latitudes();
        double[] longitudes = series.axes().longitudes();
        return Stores.write(
                folder.resolve("hours.zarr"),
                ZarrVariable.coordinate("lat", latitudes),
                ZarrVariable.coordinate("lon", longitudes),
                ZarrVariable.coordinate(
                        "dayofyear",
                        IntStream.rangeClosed(1, 366).asLongStream().toArray()),
                ZarrVariable.coordinate("hour", 0L, 6L, 12L, 18L),
                ZarrVariable.floats(
                                "air",
                                List.of("dayofyear", "hour", "lat", "lon"),
                                List.of(366, 4, latitudes.length, longitudes.length),
                                values)
                        .withAttribute("units", "degK"));
    }

    @Test
    void persistence_and_climatology_over_a_year_have_their_figures() throws IOException {
        JsonNode expected = Data.scores("ncep-air 2014, climatology 2013 RMSE K");
        for (int lead : new int[] {6, 24}) {
            int hours = lead;
            Persistence year = Persistence.of(
                    air,
                    usual,
                    "air",
                    IntStream.range(0, TIMES)
                            .mapToObj(valid -> YEAR_2014.plus(Duration.ofHours((long) HOURS * valid - hours))),
                    lead);
            assertThat(year.rmse())
                    .isCloseTo(
                            expected.get("lead_" + lead + "h")
                                    .get("persistence")
                                    .asDouble(),
                            within(6e-5));
            // Computed in numpy: the mean of 2013 by hour, as a forecast of 2014.
            assertThat(year.rmseOfClimatology()).isCloseTo(7.759527302571408, within(1e-6));
        }
    }

    @Test
    void a_block_of_many_times_gives_what_each_field_alone_gives() {
        Series series = air.series().getFirst();
        float[] across = series.values().read(0, 0, 729);
        float[] next = series.values().read(0, 0, 730);
        assertThat(Arrays.equals(across, next)).isFalse();
        assertThat(series.values().read(0, 0, 729)).isEqualTo(across);
        assertThat(series.values().read(0, 0, 2919)).hasSize(25 * 53).doesNotContain(Float.NaN);
    }
}
