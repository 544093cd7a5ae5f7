package fairweather.bench.scoring;

import fairweather.reference.Grid;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One lead of nine variables at 0.25 degrees, as {@code peer.py} makes it: 69 fields of 721 x 1440 float32 values each,
 * of forecast, truth and climatology, and the forecast once more as a store.
 */
record Dataset(Path directory) {
    static final int ROWS = 721;
    static final int COLUMNS = 1440;
    static final int POINTS = ROWS * COLUMNS;
    static final Grid GRID = Grid.global(ROWS, COLUMNS);
    static final int LEAD_HOURS = 24;
    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private static final List<String> SURFACE = List.of("2t", "msl", "10u", "10v");
    private static final List<String> UPPER = List.of("t", "u", "v", "q", "z");
    private static final List<Integer> LEVELS =
            List.of(50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000);

    /** @param level hPa, or null */
    record Name(String variable, Integer level) {}

    /** The fields in the order of the files. */
    static List<Name> names() {
        List<Name> names = new ArrayList<>();
        SURFACE.forEach(variable -> names.add(new Name(variable, null)));
        UPPER.forEach(variable -> LEVELS.forEach(level -> names.add(new Name(variable, level))));
        return names;
    }

    Path store() {
        return directory.resolve("store");
    }

    /** The values of all fields, mapped. */
    List<FloatBuffer> fields(String kind) throws IOException {
        List<FloatBuffer> fields = new ArrayList<>();
        try (FileChannel file = FileChannel.open(directory.resolve(kind + ".f32"))) {
            FloatBuffer all = file.map(MapMode.READ_ONLY, 0, file.size())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            for (int i = 0; i < names().size(); i++) {
                fields.add(all.slice(i * POINTS, POINTS));
            }
        }
        return fields;
    }
}
