package fairweather.reference.provider;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a field that a provider gave can be what it says it is. The ranges are wide: they catch wrong units and wrong
 * fields, not odd weather.
 */
public final class Plausibility {
    /** Sea-level pressure whose mean is below this is in hPa. */
    private static final double NO_PASCALS = 2000;

    private Plausibility() {}

    /**
     * The field as it is, or why it is not believed: with a value missing or out of range, or the same everywhere, it is
     * broken; without any value it is not there yet, since archives announce fields before they write them.
     */
    public static Readiness judge(FieldKey key, Ready ready) {
        Spread spread = Spread.of(ready.field());
        if (spread.finite == 0) {
            return new Readiness.NotYet("the " + key.describe() + " has no values yet");
        }
        return trouble(key, spread)
                .<Readiness>map(why -> new Readiness.Broken("the " + key.describe() + " " + why))
                .orElse(ready);
    }

    private static Optional<String> trouble(FieldKey key, Spread spread) {
        CanonicalVariable variable = CanonicalVariable.of(key.variable()).orElse(null);
        if (spread.finite < spread.points) {
            return told("lacks %d of %d values", spread.points - spread.finite, spread.points);
        }
        if (variable == CanonicalVariable.SEA_LEVEL_PRESSURE && Math.abs(spread.mean()) < NO_PASCALS) {
            return told("has the mean %.6g, which is hPa and not Pa", spread.mean());
        }
        double[] range = variable == null ? null : range(variable);
        if (range != null && (spread.least < range[0] || spread.most > range[1])) {
            return told(
                    "reaches from %.6g to %.6g %s, and no more than %.6g to %.6g is possible",
                    spread.least, spread.most, variable.unit(), range[0], range[1]);
        }
        return spread.least == spread.most ? told("is %.6g everywhere", spread.least) : Optional.empty();
    }

    private static Optional<String> told(String format, Object... numbers) {
        return Optional.of(String.format(Locale.ROOT, format, numbers));
    }

    /** What is possible, in the variable's unit. */
    private static double[] range(CanonicalVariable variable) {
        return switch (variable) {
            case TEMPERATURE_2M, TEMPERATURE -> new double[] {150, 350};
            case SEA_LEVEL_PRESSURE -> new double[] {8e4, 1.15e5};
            case EASTWARD_WIND_10M, NORTHWARD_WIND_10M, EASTWARD_WIND, NORTHWARD_WIND -> new double[] {-200, 200};
            case SPECIFIC_HUMIDITY -> new double[] {-1e-3, 0.1};
            case GEOPOTENTIAL -> new double[] {-1e4, 5e5};
        };
    }

    /** The field's values in four numbers. */
    private static final class Spread {
        private final int points;
        private int finite;
        private double sum;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        private Spread(int points) {
            this.points = points;
        }

        static Spread of(Field field) {
            FloatBuffer values = field.buffer();
            Spread spread = new Spread(values.remaining());
            while (values.hasRemaining()) {
                spread.add(values.get());
            }
            return spread;
        }

        private void add(float value) {
            if (Float.isFinite(value)) {
                finite++;
                sum += value;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }

        double mean() {
            return sum / finite;
        }
    }
}
