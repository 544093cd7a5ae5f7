package fairweather.scorecard.array;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.scorecard.data.Axes;
import fairweather.scorecard.data.Conversion;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.data.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the fields of a file of arrays. An array that has latitude and longitude is a series of fields. */
final class FieldReader {
    private final ArrayFile file;
    private final Names names;
    private final Coordinates coordinates;
    private final Blocks blocks = new Blocks();
    private final List<Series> series = new ArrayList<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();
    private final Map<List<String>, Axes> axes = new HashMap<>();

    private FieldReader(ArrayFile file, Names names) {
        this.file = file;
        this.names = names;
        this.coordinates = new Coordinates(file);
    }

    static Dataset read(ArrayFile file, Names names) {
        FieldReader reader = new FieldReader(file, names);
        file.arrays().values().forEach(reader::add);
        return new Dataset(file.name(), reader.series, reader.remarks);
    }

    private void add(NamedArray array) {
        int latitude = position(array, Role.LATITUDE);
        int longitude = position(array, Role.LONGITUDE);
        if (coordinates.describes(array)) {
            return;
        }
        Names.Name name = names.of(array.name());
        if (latitude < 0 || longitude < 0) {
            remarks.put(
                    name.key(),
                    "the array " + array.name() + " has the dimensions " + String.join(", ", array.dimensions())
                            + ", of which none is known as " + (latitude < 0 ? "latitude" : "longitude"));
            return;
        }
        try {
            series.add(series(array, name, latitude, longitude));
        } catch (FailureException unusable) {
            if (unusable.code().retryable()) {
                throw unusable;
            }
            remarks.put(name.key(), unusable.failure().message());
        }
    }

    private Series series(NamedArray array, Names.Name name, int latitude, int longitude) {
        Conversion conversion = conversion(array, name);
        checkParameter(array, name);
        int level = position(array, Role.LEVEL);
        int member = position(array, Role.MEMBER);
        for (int d = 0; d < array.dimensions().size(); d++) {
            if (coordinates.role(array.dimensions().get(d)) == Role.OTHER
                    && array.shape().get(d) > 1) {
                throw Coordinates.fault("the array " + array.name() + " has the dimension "
                        + array.dimensions().get(d) + ", whose meaning is not known");
            }
        }
        Moments moments = Moments.of(array, coordinates);
        boolean latitudeFirst = latitude < longitude;
        Axes grid = axes.computeIfAbsent(
                List.of(array.dimensions().get(latitude), array.dimensions().get(longitude)),
                dimensions -> new Axes(coordinates.degrees(dimensions.get(0)), coordinates.degrees(dimensions.get(1))));
        return new Series(
                name.key(),
                name.unit() != null ? name.unit() : array.text("units").orElse(""),
                grid,
                levels(array, level),
                members(array, member),
                moments.moments(),
                (levelPosition, memberPosition, moment) -> {
                    int[] indices = moments.indices().get(moment).clone();
                    set(indices, level, levelPosition);
                    set(indices, member, memberPosition);
                    for (int d = 0; d < indices.length; d++) {
                        if (indices[d] < 0 && d != latitude && d != longitude) {
                            indices[d] = 0;
                        }
                    }
                    float[] values = blocks.field(array, indices, conversion);
                    return latitudeFirst ? values : transposed(values, grid);
                });
    }

    private List<Integer> levels(NamedArray array, int level) {
        if (level >= 0) {
            return coordinates.levels(coordinate(array, level));
        }
        return coordinates.alone(Role.LEVEL).map(coordinates::levels).orElse(Arrays.asList((Integer) null));
    }

    private List<Integer> members(NamedArray array, int member) {
        return member >= 0 ? coordinates.wholes(coordinate(array, member)) : Arrays.asList((Integer) null);
    }

    private NamedArray coordinate(NamedArray array, int dimension) {
        String name = array.dimensions().get(dimension);
        return coordinates
                .along(name)
                .orElseThrow(() -> Coordinates.fault("the dimension " + name + " has no coordinate"));
    }

    private static void set(int[] indices, int dimension, int value) {
        if (dimension >= 0) {
            indices[dimension] = value;
        }
    }

    private int position(NamedArray array, Role role) {
        for (int d = 0; d < array.dimensions().size(); d++) {
            if (coordinates.role(array.dimensions().get(d)) == role) {
                return d;
            }
        }
        return -1;
    }

    private static Conversion conversion(NamedArray array, Names.Name name) {
        Optional<String> unit = array.text("units");
        if (name.unit() == null) {
            return Conversion.NONE;
        }
        if (unit.isEmpty()) {
            return name.withoutUnit();
        }
        return Conversion.of(unit.get(), name.unit())
                .orElseThrow(() -> new FailureException(
                        Code.CONTENT_VALUES,
                        "the array " + array.name() + " is in \"" + unit.get() + "\", which is no known unit of "
                                + name.key()));
    }

    private static void checkParameter(NamedArray array, Names.Name name) {
        for (String attribute : List.of("GRIB_paramId", "paramId")) {
            Optional<Double> number = array.number(attribute);
            if (number.isPresent() && name.parameter() != null && number.get().intValue() != name.parameter()) {
                throw new FailureException(
                        Code.CONTENT_VALUES,
                        "the array " + array.name() + " has another GRIB parameter than its name says");
            }
        }
    }

    private static float[] transposed(float[] values, Axes grid) {
        int rows = grid.latitudes().length;
        int columns = grid.longitudes().length;
        float[] turned = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[i * columns + j] = values[j * rows + i];
            }
        }
        return turned;
    }
}
