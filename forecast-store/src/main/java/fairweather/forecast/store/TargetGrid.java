package fairweather.forecast.store;

/**
 * The axes of the truth, to which a forecast is brought by reordering alone.
 *
 * @param latitudes degrees north, strictly descending (north to south)
 * @param longitudes degrees east, strictly ascending, from 0 to below 360
 */
public record TargetGrid(double[] latitudes, double[] longitudes) {
    public TargetGrid {
        latitudes = latitudes.clone();
        longitudes = longitudes.clone();
        for (int i = 1; i < latitudes.length; i++) {
            if (!(latitudes[i] < latitudes[i - 1])) {
                throw new IllegalArgumentException("the target's latitudes do not descend at row " + i);
            }
        }
        for (int j = 1; j < longitudes.length; j++) {
            if (!(longitudes[j] > longitudes[j - 1])) {
                throw new IllegalArgumentException("the target's longitudes do not ascend at column " + j);
            }
        }
        if (latitudes.length == 0
                || longitudes.length == 0
                || longitudes[0] < 0
                || !(longitudes[longitudes.length - 1] < 360)) {
            throw new IllegalArgumentException("the target's axes are empty or outside 0 to 360 degrees");
        }
    }

    public int rows() {
        return latitudes.length;
    }

    public int columns() {
        return longitudes.length;
    }
}
