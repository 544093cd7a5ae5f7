package fairweather.scorecard;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small Zarr stores on a grid of 5 by 8 points. */
final class Stores {
    static final double[] LATITUDES = {90, 45, 0, -45, -90};
    static final double[] LONGITUDES = {0, 45, 90, 135, 180, 225, 270, 315};

    private Stores() {}

    /** A function of place; degrees. */
    @FunctionalInterface
    interface Shape {
        double at(double latitude, double longitude);
    }

    static float[] field(double[] latitudes, double[] longitudes, Shape shape) {
        float[] values = new float[latitudes.length * longitudes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) shape.at(latitudes[i / longitudes.length], longitudes[i % longitudes.length]);
        }
        return values;
    }

    static float[] field(Shape shape) {
        return field(LATITUDES, LONGITUDES, shape);
    }

    /** 2 m temperature without a time. */
    static ZarrVariable timeless(String name, float... values) {
        return ZarrVariable.floats(name, List.of("lat", "lon"), List.of(5, 8), values);
    }

    static Path write(Path store, ZarrVariable... variables) throws IOException {
        List<ZarrVariable> all = new ArrayList<>(List.of(variables));
        if (all.stream().noneMatch(variable -> variable.name().equals("lat"))) {
            all.add(ZarrVariable.coordinate("lat", LATITUDES));
        }
        if (all.stream().noneMatch(variable -> variable.name().equals("lon"))) {
            all.add(ZarrVariable.coordinate("lon", LONGITUDES));
        }
        for (Map.Entry<ObjectKey, byte[]> object :
                ZarrWriter.write(Map.of(), all).entrySet()) {
            Path file = store.resolve(object.getKey().value());
            Files.createDirectories(file.getParent());
            Files.write(file, object.getValue());
        }
        return store;
    }

    /** A 2 m temperature of 280 K at the equator, colder to the poles, with a wave of this height in K. */
    static Path temperature(Path store, double wave) throws IOException {
        return write(store, timeless("2t", field((latitude, longitude) -> kelvin(latitude, longitude, wave))));
    }

    static double kelvin(double latitude, double longitude, double wave) {
        return 250 + 30 * Math.cos(Math.toRadians(latitude)) + wave * Math.cos(Math.toRadians(longitude));
    }
}
