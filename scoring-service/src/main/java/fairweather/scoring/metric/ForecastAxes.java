package fairweather.scoring.metric;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The way from a forecast's own axes to the rows of the truth: latitudes may ascend, longitudes may run from -180 to
 * 180, the two axes may be exchanged. Reordered, the axes must equal the truth's within 1e-4 degrees. One exception,
 * the pole rule: a row at ±90 that only the truth has is a copy of the forecast's nearest row, and is no gap. Nothing is
 * ever interpolated.
 */
public final class ForecastAxes {
    private static final double TOLERANCE = 1e-4;
    private static final double POLE = 90;

    private final int[] rows;
    private final int[] columns;
    private final int forecastRows;

    private ForecastAxes(int[] rows, int[] columns, int forecastRows) {
        this.rows = rows;
        this.columns = columns;
        this.forecastRows = forecastRows;
    }

    /**
     * @param latitudes the forecast's, and {@code truthLatitudes} from north to south; degrees
     * @param longitudes the forecast's, and {@code truthLongitudes} from 0 to below 360; degrees
     * @throws FailureException CONTENT_LAYOUT if the grid is another one
     */
    public static ForecastAxes match(
            double[] latitudes, double[] longitudes, double[] truthLatitudes, double[] truthLongitudes) {
        return new ForecastAxes(
                matchRows(latitudes, truthLatitudes), matchColumns(longitudes, truthLongitudes), latitudes.length);
    }

    /** The field {@code [lat][lon]} in the truth's order; the values are shared, not copied. */
    public Rows latitudeFirst(float[] values) {
        requireSize(values);
        return (row, into) -> {
            int start = rows[row] * columns.length;
            for (int j = 0; j < into.length; j++) {
                into[j] = values[start + columns[j]];
            }
        };
    }

    /** The field {@code [lon][lat]} in the truth's order; the values are shared, not copied. */
    public Rows longitudeFirst(float[] values) {
        requireSize(values);
        return (row, into) -> {
            for (int j = 0; j < into.length; j++) {
                into[j] = values[columns[j] * forecastRows + rows[row]];
            }
        };
    }

    private void requireSize(float[] values) {
        if (values.length != forecastRows * columns.length) {
            throw layout(values.length + " values for a grid of " + forecastRows + " by " + columns.length);
        }
    }

    private static int[] matchRows(double[] forecast, double[] truth) {
        requireFinite(forecast, "latitude");
        int[] order = order(forecast, Comparator.comparingDouble(i -> -forecast[i]));
        int[] rows = new int[truth.length];
        int next = 0;
        for (int i = 0; i < truth.length; i++) {
            boolean there = next < order.length && Math.abs(forecast[order[next]] - truth[i]) <= TOLERANCE;
            boolean pole = Math.abs(Math.abs(truth[i]) - POLE) <= TOLERANCE && order.length > 0;
            if (!there && !pole) {
                throw layout("the forecast has no row at latitude " + truth[i]);
            }
            rows[i] = there ? order[next] : order[i == 0 ? 0 : order.length - 1];
            next += there ? 1 : 0;
        }
        if (next != order.length) {
            throw layout("the forecast has a row at latitude " + forecast[order[next]] + " that the truth has not");
        }
        return rows;
    }

    private static int[] matchColumns(double[] forecast, double[] truth) {
        requireFinite(forecast, "longitude");
        if (forecast.length != truth.length) {
            throw layout("the forecast has " + forecast.length + " longitudes, the truth " + truth.length);
        }
        double[] eastward = new double[forecast.length];
        for (int j = 0; j < eastward.length; j++) {
            double turned = forecast[j] - 360 * Math.floor(forecast[j] / 360);
            eastward[j] = 360 - turned <= TOLERANCE ? turned - 360 : turned;
        }
        int[] columns = order(eastward, Comparator.comparingDouble(j -> eastward[j]));
        for (int j = 0; j < columns.length; j++) {
            if (Math.abs(eastward[columns[j]] - truth[j]) > TOLERANCE) {
                throw layout("the forecast has no column at longitude " + truth[j]);
            }
        }
        return columns;
    }

    private static void requireFinite(double[] axis, String name) {
        for (double value : axis) {
            if (!Double.isFinite(value)) {
                throw layout("a " + name + " of the forecast is no number");
            }
        }
    }

    private static int[] order(double[] axis, Comparator<Integer> comparator) {
        return IntStream.range(0, axis.length)
                .boxed()
                .sorted(comparator)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static FailureException layout(String sentence) {
        return new FailureException(Code.CONTENT_LAYOUT, sentence);
    }
}
