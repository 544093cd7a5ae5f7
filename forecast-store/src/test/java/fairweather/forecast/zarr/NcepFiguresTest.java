package fairweather.forecast.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.forecast.Samples;
import fairweather.forecast.key.Caps;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two years of real temperatures, four a day, packed as int16 in chunks that stand over the edges, give the errors that
 * numpy computed: those of persistence and of a climatology of the first year for all times of the second.
 */
class NcepFiguresTest {
    private static final int DAYS = 365;
    private static final int YEAR = 4 * DAYS;
    private static final int HARMONICS = 2;

    private static float[] values;
    private static int points;
    private static double[] weights;
    private static double[][] climatology;
    private static JsonNode figures;

    @BeforeAll
    static void read() throws IOException {
        DirectoryReader store = new DirectoryReader(Samples.shared("ncep-air-namerica-6h-zarr/air_temperature.zarr"));
        ZarrMetadata metadata = ZarrMetadata.read(store, Caps.DEFAULT);
        ZarrArray air = new ZarrArray(metadata.array("air"), store, Caps.DEFAULT);
        ZarrArray lat = new ZarrArray(metadata.array("lat"), store, Caps.DEFAULT);
        values = air.readFloats(air.everything());
        int columns = air.metadata().shape().get(2);
        points = air.metadata().shape().get(1) * columns;
        weights = weights(lat.readDoubles(lat.everything()), columns);
        climatology = new double[YEAR][points];
        for (int hour = 0; hour < 4; hour++) {
            for (int point = 0; point < points; point++) {
                smooth(hour, point);
            }
        }
        figures = new ObjectMapper()
                .readTree(Files.readAllBytes(Samples.shared("reference-scores.json")))
                .get("ncep-air 2014, climatology 2013 RMSE K");
    }

    private static double[] weights(double[] latitudes, int columns) {
        double[] weights = new double[points];
        double sum = 0;
        for (int point = 0; point < points; point++) {
            weights[point] = Math.cos(Math.toRadians(latitudes[point / columns]));
            sum += weights[point];
        }
        for (int point = 0; point < points; point++) {
            weights[point] /= sum;
        }
        return weights;
    }

    /** The first year's mean at an hour of the day, and its two slowest waves. */
    private static void smooth(int hour, int point) {
        for (int wave = 0; wave <= HARMONICS; wave++) {
            double cosine = 0;
            double sine = 0;
            for (int day = 0; day < DAYS; day++) {
                double angle = 2 * Math.PI * wave * day / DAYS;
                double value = values[(4 * day + hour) * points + point];
                cosine += value * Math.cos(angle) / DAYS;
                sine += value * Math.sin(angle) / DAYS;
            }
            for (int day = 0; day < DAYS; day++) {
                double angle = 2 * Math.PI * wave * day / DAYS;
                climatology[4 * day + hour][point] +=
                        (wave == 0 ? 1 : 2) * (cosine * Math.cos(angle) + sine * Math.sin(angle));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 12, 24, 48, 72, 120})
    void the_errors_of_four_forecasters_are_those_of_numpy(int hours) {
        JsonNode expected = figures.get("lead_" + hours + "h");
        double alpha = expected.get("alpha").doubleValue();
        int steps = hours / 6;
        check(expected, steps, "persistence", (from, to, point) -> at(from, point));
        check(expected, steps, "climatology2013_hod", (from, to, point) -> usual(to, point));
        check(expected, steps, "anomaly_persistence", (from, to, point) -> usual(to, point) + anomaly(from, point));
        check(expected, steps, "damped", (from, to, point) -> usual(to, point) + alpha * anomaly(from, point));
    }

    private static void check(JsonNode expected, int steps, String name, Forecaster forecaster) {
        double sum = 0;
        for (int to = YEAR; to < 2 * YEAR; to++) {
            for (int point = 0; point < points; point++) {
                double error = forecaster.at(to - steps, to, point) - at(to, point);
                sum += weights[point] * error * error;
            }
        }
        // The figures have four places, and so has the factor that the last of them goes by.
        assertThat(Math.sqrt(sum / YEAR))
                .as(name)
                .isCloseTo(expected.get(name).doubleValue(), within(name.equals("damped") ? 1e-4 : 0.5e-4));
    }

    private interface Forecaster {
        double at(int from, int to, int point);
    }

    private static double at(int time, int point) {
        return values[time * points + point];
    }

    private static double usual(int time, int point) {
        return climatology[time % YEAR][point];
    }

    private static double anomaly(int time, int point) {
        return at(time, point) - usual(time, point);
    }
}
