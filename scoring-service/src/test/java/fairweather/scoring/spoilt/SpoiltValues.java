package fairweather.scoring.spoilt;

import static fairweather.scoring.spoilt.Weather.COLUMNS;
import static fairweather.scoring.spoilt.Weather.ROWS;

import fairweather.forecast.zarr.ZarrVariable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Values that are not what right metadata say they are. */
final class SpoiltValues {
    private static final double GRAVITY = 9.80665;
    private static final float FILL = -9999;

    static final Map<String, Spoil> ALL = Map.ofEntries(
            Map.entry("latitude_flipped", f -> f.fields("2t", places((i, j) -> (ROWS - 1 - i) * COLUMNS + j))),
            Map.entry(
                    "longitude_shifted",
                    f -> f.fields("2t", places((i, j) -> i * COLUMNS + (j + COLUMNS / 2) % COLUMNS))),
            Map.entry(
                    "longitude_mirrored", f -> f.fields("2t", places((i, j) -> i * COLUMNS + (COLUMNS - j) % COLUMNS))),
            Map.entry("wrong_hour", SpoiltValues::wrongHour),
            Map.entry("celsius", f -> f.fields("2t", each(kelvin -> kelvin - 273.15))),
            Map.entry("hectopascals", f -> f.fields("msl", each(pascal -> pascal / 100))),
            Map.entry("metres_for_geopotential", f -> f.fields("z", each(z -> z / GRAVITY))),
            Map.entry("negated_geopotential", f -> f.fields("z850", each(z -> -z))),
            Map.entry("levels_exchanged", SpoiltValues::levelsExchanged),
            Map.entry("constant_field", f -> f.fields("2t", each(kelvin -> 288))),
            Map.entry("nan_point", f -> f.fields("2t", at(1, Float.NaN))),
            Map.entry("nan_stripe", f -> f.fields("2t", at(COLUMNS, Float.NaN))),
            Map.entry("infinite_stripe", f -> f.fields("2t", at(COLUMNS, Float.NEGATIVE_INFINITY))),
            Map.entry("one_value_of_1e30", f -> f.fields("2t", at(1, 1e30f))),
            Map.entry("one_value_of_351_kelvin", f -> f.fields("2t", at(1, 351))),
            Map.entry("fill_value_everywhere", SpoiltValues::fillEverywhere),
            Map.entry("scale_factor_doubled", f -> packed(f, 2)),
            Map.entry("scale_factor_a_tenth_less", f -> packed(f, 0.9)),
            Map.entry("packed_as_it_should_be", f -> packed(f, 1)));

    private SpoiltValues() {}

    private interface Place {
        int from(int row, int column);
    }

    private static UnaryOperator<float[]> places(Place place) {
        return field -> {
            float[] moved = new float[field.length];
            for (int i = 0; i < ROWS; i++) {
                for (int j = 0; j < COLUMNS; j++) {
                    moved[i * COLUMNS + j] = field[place.from(i, j)];
                }
            }
            return moved;
        };
    }

    private static UnaryOperator<float[]> each(DoubleUnaryOperator change) {
        return field -> {
            for (int n = 0; n < field.length; n++) {
                field[n] = (float) change.applyAsDouble(field[n]);
            }
            return field;
        };
    }

    /** Some points of the equator. */
    private static UnaryOperator<float[]> at(int points, float value) {
        return field -> {
            Arrays.fill(field, ROWS / 2 * COLUMNS, ROWS / 2 * COLUMNS + points, value);
            return field;
        };
    }

    private static void wrongHour(SoundForecast forecast) {
        for (Component component : Component.ALL) {
            if (component.variable().equals("2t")) {
                float[] later = Weather.forecastAt(component, component.lead() + 6);
                forecast.fields("2t@" + component.lead(), field -> later);
            }
        }
    }

    private static void levelsExchanged(SoundForecast forecast) {
        for (int lead : List.of(24, 48)) {
            float[] low = Weather.forecast(new Component("z", 850, lead));
            float[] high = Weather.forecast(new Component("z", 500, lead));
            forecast.fields("z500@" + lead, field -> low);
            forecast.fields("z850@" + lead, field -> high);
        }
    }

    private static void fillEverywhere(SoundForecast forecast) {
        forecast.fields("2t@24", each(kelvin -> FILL)).attribute("2t", "_FillValue", FILL);
    }

    /** Geopotential in tens of m2 s-2, said to be so many times as large. */
    private static void packed(SoundForecast forecast, double lie) {
        UnaryOperator<float[]> stored = each(z -> Math.rint(z / 10));
        forecast.fields("z", stored).variable("z", SpoiltValues::shorts);
        forecast.attribute("z", "units", "m2 s-2")
                .attribute("z", "scale_factor", 10 * lie)
                .attribute("z", "add_offset", 0);
        forecast.expected("z", each(tens -> tens * (10 * lie)));
    }

    private static ZarrVariable shorts(ZarrVariable floats) {
        FloatBuffer values =
                ByteBuffer.wrap(floats.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        short[] shorts = new short[values.remaining()];
        for (int n = 0; n < shorts.length; n++) {
            shorts[n] = (short) values.get(n);
        }
        return ZarrVariable.shorts(floats.name(), floats.dimensions(), floats.shape(), shorts)
                .withChunks(floats.chunks().toArray(Integer[]::new))
                .withCodec(floats.codec());
    }
}
