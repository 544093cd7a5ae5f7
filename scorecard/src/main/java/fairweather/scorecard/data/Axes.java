package fairweather.scorecard.data;

/**
 * The axes of a field in the order in which its file has them.
 *
 * @param latitudes degrees north; strictly ascending or descending
 * @param longitudes degrees east; any origin
 */
public record Axes(double[] latitudes, double[] longitudes) {

    public int points() {
        return Math.multiplyExact(latitudes.length, longitudes.length);
    }

    /** For sentences, for example {@code 181 x 360}. */
    public String size() {
        return latitudes.length + " x " + longitudes.length;
    }
}
