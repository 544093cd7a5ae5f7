package fairweather.forecast.zarr;

/**
 * How stored numbers become values (CF conventions, chapters 2.5.1 and 8.1): value = stored x scale + offset, computed
 * in double and rounded once to float32. A stored number equal to one of the two missing markers becomes NaN.
 *
 * @param fill {@code _FillValue} or the array's fill value; NaN if there is none
 * @param missing {@code missing_value}; NaN if there is none
 */
public record Packing(double scale, double offset, double fill, double missing) {
    public static final Packing NONE = new Packing(1, 0, Double.NaN, Double.NaN);

    boolean identity() {
        return equals(NONE);
    }

    double value(double stored) {
        if (stored == fill || stored == missing) {
            return Double.NaN;
        }
        return scale == 1 && offset == 0 ? stored : stored * scale + offset;
    }
}
