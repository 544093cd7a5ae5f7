package fairweather.reference;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.util.Arrays;

/**
 * A regular latitude-longitude grid in canonical orientation.
 *
 * @param latitudes degrees, strictly descending (north to south), within -90 to 90
 * @param longitudes degrees, strictly ascending, from 0 to below 360
 */
public record Grid(double[] latitudes, double[] longitudes) {

    public Grid {
        latitudes = latitudes.clone();
        longitudes = longitudes.clone();
        if (latitudes.length == 0 || longitudes.length == 0) {
            throw invalid("a grid needs at least one latitude and one longitude");
        }
        for (int i = 0; i < latitudes.length; i++) {
            boolean inside = Math.abs(latitudes[i]) <= 90;
            if (!inside || i > 0 && !(latitudes[i] < latitudes[i - 1])) {
                throw invalid("latitudes must descend strictly within 90 and -90");
            }
        }
        for (int i = 0; i < longitudes.length; i++) {
            boolean inside = longitudes[i] >= 0 && longitudes[i] < 360;
            if (!inside || i > 0 && !(longitudes[i] > longitudes[i - 1])) {
                throw invalid("longitudes must ascend strictly from 0 to below 360");
            }
        }
    }

    /** The global grid with rows at both poles: latitudes 90 to -90, longitudes from 0 in equal steps. */
    public static Grid global(int rows, int columns) {
        double[] latitudes = new double[rows];
        for (int i = 0; i < rows; i++) {
            latitudes[i] = 90 - 180.0 * i / (rows - 1);
        }
        double[] longitudes = new double[columns];
        for (int j = 0; j < columns; j++) {
            longitudes[j] = 360.0 * j / columns;
        }
        return new Grid(latitudes, longitudes);
    }

    @Override
    public double[] latitudes() {
        return latitudes.clone();
    }

    @Override
    public double[] longitudes() {
        return longitudes.clone();
    }

    public int rows() {
        return latitudes.length;
    }

    public int columns() {
        return longitudes.length;
    }

    public int points() {
        return latitudes.length * longitudes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grid grid
                && Arrays.equals(latitudes, grid.latitudes)
                && Arrays.equals(longitudes, grid.longitudes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(latitudes) + Arrays.hashCode(longitudes);
    }

    @Override
    public String toString() {
        return "Grid[" + rows() + "x" + columns() + ", latitude " + latitudes[0] + " to " + latitudes[rows() - 1]
                + ", longitude " + longitudes[0] + " to " + longitudes[columns() - 1] + "]";
    }

    private static FailureException invalid(String message) {
        return new FailureException(Code.CONTENT_LAYOUT, message);
    }
}
