package fairweather.simulator.store;

import fairweather.simulator.forecast.Wind;
import fairweather.simulator.forecast.WindArchive;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a store holds of a forecast and on which axes: the plain form, and the forms that are wrong or unusual. A shape
 * turns a field of the fleet's grid ([181][360], 90 to -90, 0 to 359, m/s) into the values of a chunk.
 */
public enum StoreShape {
    PLAIN,
    /** {@code 10u} is NaN in the 20 rows from 10 N to 9 S. */
    NAN_STRIPE {
        @Override
        float[] values(Wind wind, float[] field) {
            return withNaN(wind, field, 80, 100);
        }
    },
    /** {@code 10u} is NaN everywhere. */
    NAN_FIELD {
        @Override
        float[] values(Wind wind, float[] field) {
            return withNaN(wind, field, 0, ROWS);
        }
    },
    /** In knots: 1 knot is 1852 m per hour. */
    KNOTS {
        @Override
        float[] values(Wind wind, float[] field) {
            float[] values = new float[field.length];
            for (int i = 0; i < field.length; i++) {
                values[i] = (float) (field[i] * (3600.0 / 1852.0));
            }
            return values;
        }

        @Override
        String units() {
            return "knots";
        }
    },
    /** Without the row at 90 S. */
    NO_SOUTH_POLE {
        @Override
        double[] latitudes() {
            return Arrays.copyOf(GRID_LATITUDES, ROWS - 1);
        }

        @Override
        float[] values(Wind wind, float[] field) {
            return Arrays.copyOf(field, (ROWS - 1) * COLUMNS);
        }
    },
    /** Longitudes -180 to 179. */
    FROM_MINUS_180 {
        @Override
        double[] longitudes() {
            double[] longitudes = new double[COLUMNS];
            Arrays.setAll(longitudes, column -> GRID_LONGITUDES[column] - 180);
            return longitudes;
        }

        @Override
        float[] values(Wind wind, float[] field) {
            float[] values = new float[field.length];
            int half = COLUMNS / 2;
            for (int row = 0; row < ROWS; row++) {
                System.arraycopy(field, row * COLUMNS + half, values, row * COLUMNS, half);
                System.arraycopy(field, row * COLUMNS, values, row * COLUMNS + half, half);
            }
            return values;
        }
    },
    /** Latitudes -90 to 90. */
    SOUTH_TO_NORTH {
        @Override
        double[] latitudes() {
            double[] latitudes = new double[ROWS];
            Arrays.setAll(latitudes, row -> GRID_LATITUDES[ROWS - 1 - row]);
            return latitudes;
        }

        @Override
        float[] values(Wind wind, float[] field) {
            float[] values = new float[field.length];
            for (int row = 0; row < ROWS; row++) {
                System.arraycopy(field, row * COLUMNS, values, (ROWS - 1 - row) * COLUMNS, COLUMNS);
            }
            return values;
        }
    },
    /** Thirteen steps in each chunk. */
    THIRTEEN_STEPS {
        @Override
        int stepsPerChunk() {
            return 13;
        }
    },
    /** {@code 10u} is infinite everywhere. */
    INFINITE {
        @Override
        float[] values(Wind wind, float[] field) {
            return filled(wind, field, 0, ROWS, Float.POSITIVE_INFINITY);
        }
    },
    /** {@code 10u} is 1e13 m/s everywhere. */
    ABSURD {
        @Override
        float[] values(Wind wind, float[] field) {
            return filled(wind, field, 0, ROWS, 1e13f);
        }
    },
    /** The chunks of {@code 10u} decode to 16 MiB. */
    ZIP_BOMB {
        @Override
        byte[] encode(Wind wind, byte[] raw, StoreCodec codec) {
            return wind == Wind.U ? codec.bomb() : super.encode(wind, raw, codec);
        }
    },
    /** The chunks of {@code 10u} decode to half of the values. */
    HALF_A_CHUNK {
        @Override
        byte[] encode(Wind wind, byte[] raw, StoreCodec codec) {
            return super.encode(wind, wind == Wind.U ? Arrays.copyOf(raw, raw.length / 8 * 4) : raw, codec);
        }
    },
    /** The chunks of {@code 10u} are an error page. */
    PAGE_FOR_CHUNK {
        @Override
        byte[] encode(Wind wind, byte[] raw, StoreCodec codec) {
            return wind == Wind.U
                    ? "<html><body>503</body></html>".getBytes(StandardCharsets.US_ASCII)
                    : super.encode(wind, raw, codec);
        }
    },
    /** {@code 10u} is said to have two thousand million steps. */
    HUGE_SHAPE {
        @Override
        int declaredSteps(Wind wind, int steps) {
            return wind == Wind.U ? 2_000_000_000 : steps;
        }
    };

    private static final double[] GRID_LATITUDES = WindArchive.GRID.latitudes();
    private static final double[] GRID_LONGITUDES = WindArchive.GRID.longitudes();
    private static final int ROWS = GRID_LATITUDES.length;
    private static final int COLUMNS = GRID_LONGITUDES.length;

    /** The values of a chunk; may be the given array itself. */
    float[] values(Wind wind, float[] field) {
        return field;
    }

    /** How many steps a chunk holds. */
    int stepsPerChunk() {
        return 1;
    }

    /** How many steps the metadata say there are. */
    int declaredSteps(Wind wind, int steps) {
        return steps;
    }

    /** The bytes of a chunk, given its values as little-endian float32. */
    byte[] encode(Wind wind, byte[] raw, StoreCodec codec) {
        return codec.encode(raw, Float.BYTES);
    }

    double[] latitudes() {
        return GRID_LATITUDES.clone();
    }

    double[] longitudes() {
        return GRID_LONGITUDES.clone();
    }

    String units() {
        return "m s-1";
    }

    private static float[] withNaN(Wind wind, float[] field, int firstRow, int endRow) {
        return filled(wind, field, firstRow, endRow, Float.NaN);
    }

    private static float[] filled(Wind wind, float[] field, int firstRow, int endRow, float value) {
        float[] values = field.clone();
        if (wind == Wind.U) {
            Arrays.fill(values, firstRow * COLUMNS, endRow * COLUMNS, value);
        }
        return values;
    }
}
