package fairweather.forecast.zarr;

/**
 * How stored numbers become values (CF conventions, chapter 8.1): value = stored x scale + offset, computed in double
 * and rounded once to float32. A stored number equal to the missing marker becomes NaN.
 *
 * @param missing the marker, or null if there is none
 */
public record Packing(double scale, double offset, Double missing) {
    public static final Packing NONE = new Packing(1, 0, null);

    boolean identity() {
        return scale == 1 && offset == 0 && missing == null;
    }

    double value(double stored) {
        if (missing != null && stored == missing) {
            return Double.NaN;
        }
        return scale == 1 && offset == 0 ? stored : stored * scale + offset;
    }
}
