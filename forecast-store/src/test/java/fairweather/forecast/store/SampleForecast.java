package fairweather.forecast.store;

import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Shuffle;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A forecast on 13 x 24 points, two leads (6 and 12 h) and three levels, whose every value tells where it belongs:
 * lead x 100000 + level position x 10000 + row from north x 100 + column from Greenwich.
 */
final class SampleForecast {
    static final Instant START = Instant.parse("2018-10-06T18:00:00Z");
    static final int ROWS = 13;
    static final int COLUMNS = 24;
    static final List<Integer> LEVELS = List.of(1000, 500, 850);
    static final List<Integer> LEADS = List.of(6, 12);
    static final Blosc CODEC = new Blosc(Blosc.Compressor.ZSTD, 3, Shuffle.BIT);

    String timeUnits = "hours since 2018-10-06 18:00:00";
    double[] times = {6, 12};
    double[] latitudes = axis(90, -15, ROWS);
    double[] longitudes = axis(0, 15, COLUMNS);
    final List<ZarrVariable> extra = new ArrayList<>();

    static double[] axis(double first, double step, int count) {
        double[] axis = new double[count];
        for (int i = 0; i < count; i++) {
            axis[i] = first + i * step;
        }
        return axis;
    }

    static TargetGrid grid() {
        return new TargetGrid(axis(90, -15, ROWS), axis(0, 15, COLUMNS));
    }

    static float value(int lead, int level, int row, int column) {
        return lead * 100_000 + level * 10_000 + row * 100 + column;
    }

    static float[] expected(int lead, int level) {
        float[] field = new float[ROWS * COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                field[row * COLUMNS + column] = value(lead, level, row, column);
            }
        }
        return field;
    }

    /** The point of the world that a latitude and a longitude of this store stand for. */
    private float at(int lead, int level, int i, int j) {
        int row = (int) Math.round((90 - latitudes[i]) / 15);
        int column = (int) Math.round(((longitudes[j] % 360 + 360) % 360) / 15);
        return value(lead, level, row, column);
    }

    ZarrVariable surface(String name) {
        float[] values = new float[2 * latitudes.length * longitudes.length];
        int n = 0;
        for (int lead = 0; lead < 2; lead++) {
            for (int i = 0; i < latitudes.length; i++) {
                for (int j = 0; j < longitudes.length; j++) {
                    values[n++] = at(lead, 0, i, j);
                }
            }
        }
        return ZarrVariable.floats(
                        name, List.of("time", "lat", "lon"), List.of(2, latitudes.length, longitudes.length), values)
                .withChunks(1, 5, 7)
                .withCodec(CODEC);
    }

    ZarrVariable levels(String name) {
        float[] values = new float[2 * 3 * latitudes.length * longitudes.length];
        int n = 0;
        for (int lead = 0; lead < 2; lead++) {
            for (int level = 0; level < 3; level++) {
                for (int i = 0; i < latitudes.length; i++) {
                    for (int j = 0; j < longitudes.length; j++) {
                        values[n++] = at(lead, level, i, j);
                    }
                }
            }
        }
        return ZarrVariable.floats(
                        name,
                        List.of("time", "pressure_level", "lat", "lon"),
                        List.of(2, 3, latitudes.length, longitudes.length),
                        values)
                .withChunks(1, 3, latitudes.length, longitudes.length)
                .withCodec(CODEC);
    }

    SortedMap<ObjectKey, byte[]> objects(ZarrVariable... variables) {
        List<ZarrVariable> all = new ArrayList<>(List.of(
                ZarrVariable.coordinate("time", times).withAttribute("units", timeUnits),
                ZarrVariable.coordinate("lat", latitudes),
                ZarrVariable.coordinate("lon", longitudes),
                ZarrVariable.coordinate("pressure_level", 1000L, 500L, 850L)));
        all.removeIf(own -> extra.stream().anyMatch(other -> other.name().equals(own.name())));
        all.addAll(extra);
        all.addAll(List.of(variables));
        return ZarrWriter.write(Map.of(), all);
    }

    ForecastReader open(ZarrVariable... variables) {
        return ForecastReader.open(new MemoryReader(objects(variables)), START, Caps.DEFAULT);
    }
}
